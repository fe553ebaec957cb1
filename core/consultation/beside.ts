import type { Box } from '../matter/box.ts'
import type { Choice } from '../voting/methods.ts'
import { isWithheld, tallyOf, type Tally } from '../voting/tally.ts'
import { ballotsIn, pollBox } from './polls.ts'
import type { ConsultationState, Poll } from './state.ts'
import { matrixIn, roundBox, standing } from './statement-rounds.ts'
import { opinions, STATEMENTS_FLOOR, type StatementVote } from './statements.ts'

type Boxes = (name: string) => Box

/** How far an open poll is: ballots cast, and the tally where its definition shows it before the close. */
export interface PollProgress {
  poll: string
  cast: number
  tally?: Tally
}

/** How far the statements are: who took part, and from five participants on what was said of each. */
export interface StatementsProgress {
  round: number
  participants: number
  counts?: { statement: string; agree: number; disagree: number; pass: number }[]
}

/** What an account put into the boxes itself. An anonymous ballot cannot be told back: only that there is one. */
export interface OwnBeside {
  ballots: { poll: string; choice?: Choice; reason?: string }[]
  votes: { statement: string; vote: StatementVote }[]
}

/** What lies beside the record of a session, as far as one account may know it. */
export interface Beside {
  polls: PollProgress[]
  statements: StatementsProgress
  own: OwnBeside
}

/** How far an open poll is. */
export function pollProgress(poll: Poll, boxes: Boxes): PollProgress {
  const ballots = ballotsIn(boxes(pollBox(poll.poll)), poll.named)
  const cast = ballots.length
  const shown = poll.results === 'live' && !isWithheld(poll, cast)
  return { poll: poll.poll, cast, ...(shown ? { tally: tallyOf({ ...poll, roll: poll.roll ?? [] }, ballots) } : {}) }
}

/** How far the round of statements is that is under way. */
export function statementsProgress(state: ConsultationState, boxes: Boxes): StatementsProgress {
  const round = state.rounds.length
  const ids = standing(state).map(({ id }) => id)
  const matrix = matrixIn(boxes(roundBox(round)).entries(), ids)
  const participants = matrix.rows.length
  if (participants < STATEMENTS_FLOOR) return { round, participants }
  const counts = opinions(matrix).map(({ statement, agree, disagree, pass }) => ({ statement, agree, disagree, pass }))
  return { round, participants, counts }
}

/** What lies beside the record, for one account. */
export function besideOf(state: ConsultationState, account: string, boxes: Boxes): Beside {
  const open = state.polls.filter(({ status }) => status === 'open')
  return {
    polls: open.map((poll) => pollProgress(poll, boxes)),
    statements: statementsProgress(state, boxes),
    own: {
      ballots: open.flatMap(({ poll, named }) => {
        const box = boxes(pollBox(poll))
        if (!box.has(account)) return []
        const mine = named ? [...box.entries()].find(([key]) => key === account)?.[1] : undefined
        return [{ poll, ...(mine as { choice?: Choice; reason?: string } | undefined) }]
      }),
      votes: [...boxes(roundBox(state.rounds.length)).entries()].flatMap(([key, vote]) => {
        const [voter, statement = ''] = key.split(' ')
        return voter === account ? [{ statement, vote: vote as StatementVote }] : []
      }),
    },
  }
}

/** Names of the boxes that are in use: whatever lies in another one was left behind. */
export function boxesInUse(state: ConsultationState): string[] {
  const open = state.polls.filter(({ status }) => status === 'open').map(({ poll }) => pollBox(poll))
  return state.status === 'concluded' || state.status === 'published' ? [] : [...open, roundBox(state.rounds.length)]
}
