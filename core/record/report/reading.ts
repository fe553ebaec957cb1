import type { VotingEventData } from '../../consultation/events.ts'
import { isKnownType } from '../../event-types.ts'
import { evolve, type AnyState, type MatterEvent } from '../../kinds.ts'
import { hasForbidden } from '../../text/hygiene.ts'
import { EVENT_VERSION, type EventFact, type RecordEvent } from '../event.ts'
import { isRedacted } from '../redact.ts'
import type { ReportFinding } from './report.ts'
import { roundDiffers, type CountedAgain } from './votes.ts'

/** What came of reading a record as the screens do. `unfolded`: it begins with what was redacted and has no state. */
export interface Read {
  fold?: ReportFinding
  unfolded: boolean
  rounds: CountedAgain
}

/** Folds the events into a state, and looks at each closed round of statements on the way. Never throws. */
export function readThrough(events: readonly RecordEvent[]): Read {
  const rounds: CountedAgain = { n: 0, left: 0, findings: [] }
  const read: Read = { unfolded: false, rounds }
  const [first] = events
  if (first && isRedacted(first)) return { ...read, unfolded: true }
  let state: AnyState | undefined
  for (const [index, event] of events.entries()) {
    try {
      if (state?.kind === 'consultation' && event.type === 'statements.closed') {
        if (isRedacted(event)) rounds.left++
        else {
          rounds.n++
          const at = roundDiffers(state, event.data as VotingEventData['statements.closed'])
          if (at) rounds.findings.push({ fault: 'statements', seq: index + 1, event: event.id, at })
        }
      }
      state = evolve(state, event as unknown as EventFact<MatterEvent>)
    } catch {
      read.fold = { fault: 'does-not-fold', seq: index + 1, ...(event ? { event: event.id } : {}) }
      break
    }
  }
  return read
}

/** Events of a type or a version that this edition does not know. */
export function unknownIn(events: readonly RecordEvent[]): ReportFinding[] {
  return events.flatMap((event, index): ReportFinding[] => {
    if (!event) return []
    const seq = index + 1
    const { id, type, v } = event
    if (!isKnownType(type)) return [{ fault: 'unknown-type', seq, event: id, expected: '', found: type }]
    return v > EVENT_VERSION ? [{ fault: 'unknown-version', seq, event: id, expected: EVENT_VERSION, found: v }] : []
  })
}

/** Events whose texts hold characters that nothing is taken in with: controls, overrides of the direction of writing. */
export function forbiddenIn(events: readonly RecordEvent[]): ReportFinding[] {
  return events.flatMap((event, index): ReportFinding[] =>
    event && holdsForbidden(event.data, 0) ? [{ fault: 'forbidden-character', seq: index + 1, event: event.id }] : [],
  )
}

const DEEPEST = 16

function holdsForbidden(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return hasForbidden(value)
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return false
  return Object.values(value).some((member) => holdsForbidden(member, depth + 1))
}
