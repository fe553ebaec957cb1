import { allMessages } from '../../../core/matter/discussion.ts'
import type { Refusal } from '../../../core/wire/refusal.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { LIMITS } from '../../../core/wire/limits.ts'
import type { useLink } from '../link.ts'
import { findBreak, type Break } from './links.ts'
import { prepend, unbroken, type Loaded } from './loaded.ts'

/** What came of asking for earlier events. */
export type Earlier = { ok: true; loaded: Loaded } | { ok: false; refusal: Refusal } | { ok: false; breach: Break }

/** Adds events that must end right before the loaded ones, and link to them. */
export function joinEarlier(loaded: Loaded, page: readonly RecordEvent[]): Earlier {
  const first = loaded.events[0]
  const last = page.at(-1)
  if (!first || !last) return { ok: true, loaded }
  const joint = last.seq + 1 === first.seq && last.hash === first.prev
  const breach = findBreak(page) ?? (joint ? undefined : { seq: first.seq, fault: 'link' as const })
  return breach ? { ok: false, breach } : { ok: true, loaded: prepend(loaded, page) }
}

/** Asks for one page of events before the loaded ones. `current` is read when the answer is there. */
export async function loadPage(
  link: ReturnType<typeof useLink>,
  current: () => Loaded | null,
  limit: number = LIMITS.historyPage,
): Promise<Earlier | undefined> {
  const before = current()?.events[0]?.seq
  const matter = current()?.state.id
  if (before === undefined || matter === undefined || before <= 1) return undefined
  const reply = await link.request('matter:history', { matter, before, limit })
  const loaded = current()
  if (!loaded || loaded.events[0]?.seq !== before) return undefined
  return reply.ok ? joinEarlier(loaded, reply.value.events) : reply
}

/** How many messages stand without a gap up to the newest. */
export const shownCount = ({ state, windowFrom }: Loaded): number => unbroken(allMessages(state), windowFrom).length

/** True while messages before the loaded ones exist. */
export const hasEarlierMessages = (loaded: Loaded): boolean =>
  (loaded.events[0]?.seq ?? 1) > 1 && shownCount(loaded) < loaded.state.messageCount
