import type { Box } from '../matter/box.ts'
import { tallyOf, type Tally } from '../voting/tally.ts'
import { ballotsIn } from './polls.ts'
import type { ConsultationState, Poll } from './state.ts'
import { matrixIn, standing } from './statement-rounds.ts'
import { opinions, STATEMENTS_FLOOR } from './statements.ts'

/** How a poll stands while it is open: how many have cast a ballot, and the tally where results are shown live. */
export interface PollProgress {
  poll: string
  cast: number
  tally?: Tally
}

/** Reads the progress of an open poll off its box. An anonymous one never has a tally before its close. */
export function pollProgress(poll: Poll, box: Box): PollProgress {
  const ballots = ballotsIn(box, poll.named)
  const live = poll.named && poll.results === 'live'
  return {
    poll: poll.poll,
    cast: ballots.length,
    ...(live ? { tally: tallyOf({ ...poll, roll: poll.roll ?? [] }, ballots) } : {}),
  }
}

/** How a round of statements stands; `counts` once five take part. */
export interface StatementsProgress {
  round: number
  participants: number
  counts?: { statement: string; agree: number; disagree: number; pass: number }[]
}

/** Reads the progress of the open round off its box, for the bars that everyone sees. */
export function statementsProgress(state: ConsultationState, box: Box): StatementsProgress {
  const matrix = matrixIn(
    box.entries(),
    standing(state).map(({ id }) => id),
  )
  const participants = matrix.rows.length
  const counts = opinions(matrix).map(({ statement, agree, disagree, pass }) => ({ statement, agree, disagree, pass }))
  return { round: state.rounds.length, participants, ...(participants < STATEMENTS_FLOOR ? {} : { counts }) }
}
