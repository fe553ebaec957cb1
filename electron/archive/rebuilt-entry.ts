import { STANDARD_BOOK } from '../../core/clock/book.ts'
import type { ArchiveEntry } from '../../core/desktop/contract.ts'
import { replay, type MatterEvent } from '../../core/kinds.ts'
import type { EventFact, RecordEvent } from '../../core/record/event.ts'
import { summarise } from '../../core/summary.ts'
import type { Summary } from '../../core/wire/records.ts'

/** The catalogue entry of a record that the catalogue lost, from its own events; `undefined` when it has none. */
export function entryFromRecord(events: readonly RecordEvent[], now: number): ArchiveEntry | undefined {
  const summary = summaryOf(events)
  return summary && { summary, seq: events.length, keptAt: now, signedUpTo: 0, condition: 'whole' }
}

function summaryOf(events: readonly RecordEvent[]): Summary | undefined {
  const [first] = events
  const last = events.at(-1)
  if (!first || !last) return undefined
  try {
    const state = replay(events as readonly EventFact<MatterEvent>[])
    // the committee's own days are not in the record: a line from the server puts its dates right
    if (state) return { ...summarise(state, STANDARD_BOOK), seq: last.seq }
  } catch {
    // Its beginning was redacted: what the events themselves say is all there is.
  }
  const counts = { messages: 0, supports: 0, cosigners: 0 }
  const { matter: id, actor: author, at: createdAt } = first
  return {
    id,
    kind: 'proposal',
    title: id,
    status: 'unknown',
    author,
    createdAt,
    updatedAt: last.at,
    seq: last.seq,
    counts,
  }
}
