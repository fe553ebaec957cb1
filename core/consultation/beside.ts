import type { Boxes } from '../matter/box.ts'
import type { Choice } from '../voting/methods.ts'
import { pollBox } from './polls.ts'
import { pollProgress, statementsProgress, type PollProgress, type StatementsProgress } from './progress.ts'
import type { ConsultationState } from './state.ts'
import { roundBox } from './statement-rounds.ts'
import type { StatementVote } from './statements.ts'

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

/** What lies beside the record, for one account. */
export function besideOf(state: ConsultationState, account: string, box: Boxes): Beside {
  const open = state.polls.filter(({ status }) => status === 'open')
  const round = box(roundBox(state.rounds.length))
  const ballots = open.flatMap(({ poll, named }) => {
    const ballot = box(pollBox(poll))
    if (!ballot.has(account)) return []
    const mine = named ? [...ballot.entries()].find(([key]) => key === account)?.[1] : undefined
    return [{ poll, ...(mine as { choice?: Choice; reason?: string } | undefined) }]
  })
  const votes = [...round.entries()].flatMap(([key, vote]) => {
    const [voter, statement = ''] = key.split(' ')
    return voter === account ? [{ statement, vote: vote as StatementVote }] : []
  })
  return {
    polls: open.map((poll) => pollProgress(poll, box(pollBox(poll.poll)))),
    statements: statementsProgress(state, round),
    own: { ballots, votes },
  }
}

/** Names of the boxes that are in use: whatever lies in another one was left behind. */
export function boxesInUse(state: ConsultationState): string[] {
  if (state.status === 'concluded' || state.status === 'published') return []
  const open = state.polls.filter(({ status }) => status === 'open').map(({ poll }) => pollBox(poll))
  return [...open, roundBox(state.rounds.length)]
}
