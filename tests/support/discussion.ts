import { REDACTED } from '../../core/record/redact.ts'
import { replay, type MatterEvent } from '../../core/kinds.ts'
import type { EventDraft, EventFact, RecordEvent } from '../../core/record/event.ts'
import { summarise } from '../../core/summary.ts'
import type { Attachment } from '../../core/wire/attachments.ts'
import type { Summary } from '../../core/wire/records.ts'
import { goodText } from './matter.ts'
import { sealAll, uuid } from './record.ts'
import { STANDARD_BOOK } from '../../core/clock/book.ts'

const submitted: EventDraft = {
  type: 'proposal.submitted',
  data: { ...goodText, form: 'individual', open: true, needsMember: false },
}

/** The id of the n-th event that `sealAll` makes, which is the id of the message it posts. */
export const eventId = (seq: number) => uuid(20_000 + seq)

/** A record that begins with `goodText`, and `more` of it, and goes on with these drafts; texts stand for posted messages. */
export function discussion(
  matter: string,
  rest: readonly (string | EventDraft)[],
  more: { attachments?: Attachment[] } = {},
): RecordEvent[] {
  const drafts = rest.map((entry) =>
    typeof entry === 'string' ? { type: 'message.posted', data: { text: entry } } : entry,
  )
  return sealAll(matter, [{ ...submitted, data: { ...(submitted.data as object), ...more } }, ...drafts])
}

/** A record of this many events: the proposal and then messages that differ. */
export function longDiscussion(matter: string, events: number): RecordEvent[] {
  const texts = Array.from(
    { length: events - 1 },
    (_, i) => `第${i + 2}号发言：加装电梯的资金由谁来出，一楼住户怎么补偿？`,
  )
  return discussion(matter, texts)
}

/** The line of a record in lists. */
export function summaryOf(events: readonly RecordEvent[]): Summary {
  const state = replay(events.filter(({ type }) => type !== REDACTED) as EventFact<MatterEvent>[])
  if (!state) throw new Error('an empty record has no summary')
  return { ...summarise(state, STANDARD_BOOK), seq: events.length }
}
