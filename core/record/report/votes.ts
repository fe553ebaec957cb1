import { standing } from '../../consultation/statement-rounds.ts'
import { STATEMENTS_FLOOR } from '../../consultation/statements.ts'
import type { VotingEventData } from '../../consultation/events.ts'
import type { ConsultationState } from '../../consultation/state.ts'
import type { FrozenPoll } from '../../voting/poll.ts'
import { recount } from '../../voting/recount.ts'
import type { Closing } from '../../voting/tally.ts'
import type { RecordEvent } from '../event.ts'
import type { ReportFinding } from './report.ts'

/** What came of counting again: `n` were counted, `left` could not be, because content they need was redacted. */
export interface CountedAgain {
  n: number
  left: number
  findings: ReportFinding[]
}

/** Counts every closed poll of a record again, each from its opening and its closing event. Never throws. */
export function pollsAgain(events: readonly RecordEvent[]): CountedAgain {
  const opened = new Map<string, FrozenPoll>()
  const closed = new Set<string>()
  const again: CountedAgain = { n: 0, left: 0, findings: [] }
  let gone = false
  for (const [index, event] of events.entries()) {
    if (!event) continue
    if (event.type === 'poll.opened') {
      const poll = event.data as FrozenPoll | undefined
      if (!poll) gone = true
      else if (!opened.has(poll.poll)) opened.set(poll.poll, poll)
    }
    if (event.type !== 'poll.closed') continue
    const closing = event.data as Closing | undefined
    const opening = closing && opened.get(closing.poll)
    if (!closing || (!opening && gone)) {
      again.left++
      continue
    }
    again.n++
    const at = closed.has(closing.poll) ? 'closed-twice' : opening ? differs(opening, closing) : 'opening'
    closed.add(closing.poll)
    if (at) again.findings.push({ fault: 'poll', seq: index + 1, event: event.id, poll: String(closing.poll), at })
  }
  return again
}

function differs(opening: FrozenPoll, closing: Closing): string | undefined {
  try {
    const again = recount(opening, closing)
    return again.equal ? undefined : again.difference.at
  } catch {
    return 'shape'
  }
}

/**
 * Where the closing event of a round of statements is not what such a round leaves; `undefined` when it is. `state` is the
 * session right before it.
 */
export function roundDiffers(state: ConsultationState, data: VotingEventData['statements.closed']): string | undefined {
  const { round, statements, participants, rows, withheld } = data
  if (round !== state.rounds.length) return 'round'
  const put = standing(state).map(({ id }) => id)
  if (put.length !== statements.length || put.some((id, i) => id !== statements[i])) return 'statements'
  if ((withheld === true) !== participants < STATEMENTS_FLOOR) return 'withheld'
  if (rows.length !== (withheld ? 0 : participants)) return 'participants'
  const row = rows.findIndex(
    (text, i) => text.length !== statements.length || !/^[adp-]*[adp][adp-]*$/.test(text) || (rows[i - 1] ?? '') > text,
  )
  return row < 0 ? undefined : `rows.${row}`
}
