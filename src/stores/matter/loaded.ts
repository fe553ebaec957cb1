import { evolve, type AnyState, type MatterEvent } from '../../../core/kinds.ts'
import { allMessages, findMessage, withMessages } from '../../../core/matter/discussion.ts'
import { evolveCommon } from '../../../core/matter/evolve.ts'
import type { CommonEvent } from '../../../core/matter/events.ts'
import { foldLeft, redactedBy } from '../../../core/matter/redaction.ts'
import type { Message } from '../../../core/matter/state.ts'
import type { Head } from '../../../core/record/chain.ts'
import type { EventFact, RecordEvent } from '../../../core/record/event.ts'
import { isRedacted, redact, REDACTED } from '../../../core/record/redact.ts'
import { LIMITS } from '../../../core/wire/limits.ts'

/**
 * As much of a matter as is loaded. The state holds every loaded message in order: from `windowFrom` (a seq) on
 * without gaps, and before it single pinned ones. `events` are without gaps up to `head`.
 */
export interface Loaded {
  state: AnyState
  events: readonly RecordEvent[]
  head: Head
  windowFrom: number
  /** Loaded events that change messages which are not loaded. */
  orphans: readonly RecordEvent[]
}

const fact = (event: RecordEvent) => event as unknown as EventFact<MatterEvent>

const targetOf = (event: RecordEvent): string | undefined => {
  if (!event.type.startsWith('message.') || event.type === 'message.posted') return undefined
  return (event.data as { message?: string } | undefined)?.message
}

/** What `matter:open` answered with. `events` must not be empty. */
export function begin(state: AnyState, events: readonly RecordEvent[]): Loaded {
  const last = events.at(-1)
  if (!last) throw new Error(`matter ${state.id} was opened without an event`)
  const { messageCount } = state
  const messages = allMessages(state)
  const single = messageCount > messages.length ? Math.max(0, messages.length - LIMITS.openMessages) : 0
  const windowFrom = messageCount > messages.length ? (messages[single]?.seq ?? last.seq + 1) : 1
  const known = new Set(messages.map(({ id }) => id))
  return {
    state,
    events,
    head: { seq: last.seq, hash: last.hash },
    windowFrom,
    orphans: events.filter((event) => misses(event, known)),
  }
}

function misses(event: RecordEvent, known: ReadonlySet<string>): boolean {
  const target = targetOf(event)
  return target !== undefined && !known.has(target)
}

/** The state after one event. */
export function fold(state: AnyState | undefined, event: RecordEvent): AnyState {
  return evolve(state, fact(event))
}

/** Events without the content that was redacted meanwhile. */
const without = (events: readonly RecordEvent[], gone: ReadonlySet<number>): readonly RecordEvent[] =>
  gone.size === 0 ? events : events.map((event) => (gone.has(event.seq) ? redact(event) : event))

/** With events that follow the head. They have been checked. */
export function append(loaded: Loaded, events: readonly RecordEvent[]): Loaded {
  const last = events.at(-1)
  if (!last) return loaded
  let { state } = loaded
  const orphans: RecordEvent[] = []
  for (const event of events) {
    const target = targetOf(event)
    if (target !== undefined && !findMessage(state, target)) orphans.push(event)
    state = fold(state, event)
  }
  const gone = new Set(redactedBy(events))
  return {
    ...loaded,
    state,
    events: without([...loaded.events, ...events], gone),
    head: { seq: last.seq, hash: last.hash },
    orphans: orphans.length > 0 ? without([...loaded.orphans, ...orphans], gone) : without(loaded.orphans, gone),
  }
}

/**
 * With earlier events that end right before the loaded ones. They have been checked. Messages that are loaded already
 * stand as they are, since the server's state is exact; the others get every later change that is loaded.
 */
export function prepend(loaded: Loaded, events: readonly RecordEvent[]): Loaded {
  const first = events[0]
  if (!first) return loaded
  const known = new Set(allMessages(loaded.state).map(({ id }) => id))
  const posted = new Set<string>()
  const waiting: RecordEvent[] = []
  let page: AnyState = withMessages(loaded.state, [])
  const change = (event: RecordEvent) => {
    const next = evolveCommon(page, fact(event) as EventFact<CommonEvent>)
    if (Array.isArray(next.messages)) page = next
  }
  for (const event of [...events, ...loaded.orphans]) {
    const target = targetOf(event)
    if (event.type === 'message.posted' && !known.has(event.id)) {
      posted.add(event.id)
      if (isRedacted(event)) page = foldLeft(page, fact(event))
      else change(event)
    } else if (target !== undefined && posted.has(target)) change(event)
    else if (target !== undefined && !known.has(target)) waiting.push(event)
  }
  for (const event of [...events, ...loaded.events]) if (event.type === REDACTED && !isRedacted(event)) change(event)
  const messages = merge(allMessages(page), allMessages(loaded.state))
  return {
    ...loaded,
    state: withMessages(loaded.state, messages),
    events: [...events, ...loaded.events],
    windowFrom: Math.min(loaded.windowFrom, first.seq),
    orphans: waiting,
  }
}

function merge(earlier: readonly Message[], loaded: readonly Message[]): Message[] {
  return [...earlier, ...loaded].sort((a, b) => a.seq - b.seq)
}

/** The loaded messages without the single pinned ones before the gap. */
export function unbroken(messages: readonly Message[], windowFrom: number): readonly Message[] {
  const from = messages.findIndex(({ seq }) => seq >= windowFrom)
  return from <= 0 ? (from === 0 ? messages : []) : messages.slice(from)
}

/**
 * With what the server holds beside the record for this reader: it is in no event, and comes only when a matter is
 * opened. `answered` is the state that the server gave; one of another place says nothing of this one.
 */
export function withHeld(loaded: Loaded, answered: { seq: number; heldAnswer?: unknown }): Loaded {
  const { heldAnswer: before, ...state } = loaded.state as AnyState & { heldAnswer?: unknown }
  const { seq, heldAnswer } = answered
  if (seq !== loaded.head.seq || (before === undefined && heldAnswer === undefined)) return loaded
  return { ...loaded, state: (heldAnswer === undefined ? state : { ...state, heldAnswer }) as AnyState }
}

/** A whole record from its first event, as the archive keeps it; `undefined` for none. */
export function whole(events: readonly RecordEvent[]): Loaded | undefined {
  const last = events.at(-1)
  const state = events.reduce<AnyState | undefined>(fold, undefined)
  return last && state && { state, events, head: { seq: last.seq, hash: last.hash }, windowFrom: 1, orphans: [] }
}
