import { accept, acceptInBox, reject, type Context, type SystemContext } from '../matter/decision.ts'
import { CONSULTATION_LIMITS } from './commands.ts'
import type { ConsultationAnswer as Answer, Data } from './decide-types.ts'
import type { ConsultationState, Statement } from './state.ts'
import { matrixOf, STATEMENTS_FLOOR, type Matrix, type StatementVote } from './statements.ts'

/** The box in which the votes of a round lie until it closes. */
export const roundBox = (round: number) => `statements:${round}`

/** The statements that are put to everyone now. */
export function standing({ statements, rounds }: ConsultationState): Statement[] {
  return statements.filter(({ round, status }) => round === rounds.length && status === 'approved')
}

/** Submits a statement from the floor; it waits for a moderator. */
export function submitStatement(state: ConsultationState, data: Data<'statement.submit'>): Answer {
  if (state.statements.some(({ id }) => id === data.statement))
    return reject('conflict', 'statement-exists', 'a statement with this id exists', { rule: 'MC15' })
  if (state.statements.length >= CONSULTATION_LIMITS.statements)
    return reject('conflict', 'too-many-statements', 'no more statements', { limit: CONSULTATION_LIMITS.statements })
  if (state.statements.some(({ text, status }) => text === data.text && status !== 'rejected'))
    return reject('conflict', 'same-statement', 'this statement is there already', { rule: 'MC15' })
  return accept({ type: 'statement.submitted', data })
}

/** Approves a statement, or rejects it with a reason; either is decided once. */
export function decideStatement(
  state: ConsultationState,
  decided:
    | { type: 'statement.approved'; data: Data<'statement.approve'> }
    | { type: 'statement.rejected'; data: Data<'statement.reject'> },
): Answer {
  return on(state, decided.data.statement, ({ status }) => {
    if (`statement.${status}` === decided.type) return accept()
    return status === 'waiting'
      ? accept(decided)
      : reject('conflict', 'statement-decided', 'it was decided already', { rule: 'MC15' })
  })
}

export function respond(state: ConsultationState, data: Data<'statement.respond'>): Answer {
  return on(state, data.statement, ({ status }) =>
    status === 'approved' ? accept({ type: 'statement.responded', data }) : notApproved(),
  )
}

/** Votes on a statement; the last vote counts until the round is closed. */
export function voteStatement(state: ConsultationState, data: Data<'statement.vote'>, { actor, box }: Context): Answer {
  return on(state, data.statement, ({ status, round, id }) => {
    if (status !== 'approved') return notApproved()
    if (round !== state.rounds.length) return reject('conflict', 'round-over', 'this round is closed', { rule: 'MC16' })
    if (!box) return reject('unavailable', 'no-box', 'votes can only be cast with the server', { rule: 'MC16' })
    return acceptInBox({ box: roundBox(round), put: `${actor.id} ${id}`, value: data.vote })
  })
}

/** Closes the round: one event brings in all votes without names, and the box is emptied. What waits is for the next. */
export function closeStatements(state: ConsultationState, { box }: SystemContext): Answer {
  const statements = standing(state).map(({ id }) => id)
  if (statements.length === 0)
    return reject('conflict', 'no-statements', 'no statement is put to the vote', { rule: 'MC16' })
  if (!box) return reject('unavailable', 'no-box', 'votes are with the server', { rule: 'MC16' })
  const round = state.rounds.length
  const { rows } = matrixIn(box(roundBox(round)).entries(), statements)
  const withheld = rows.length < STATEMENTS_FLOOR
  return acceptInBox(
    { box: roundBox(round), empty: true },
    {
      type: 'statements.closed',
      data: {
        round,
        statements,
        participants: rows.length,
        rows: withheld ? [] : rows,
        ...(withheld ? { withheld } : {}),
      },
    },
  )
}

/** The matrix of what lies in a round's box. */
export function matrixIn(entries: Iterable<readonly [string, unknown]>, statements: readonly string[]): Matrix {
  const votes = new Map<string, Map<string, StatementVote>>()
  for (const [key, vote] of entries) {
    const [voter = '', statement = ''] = key.split(' ')
    const said = votes.get(voter) ?? new Map<string, StatementVote>()
    votes.set(voter, said.set(statement, vote as StatementVote))
  }
  return matrixOf(statements, votes)
}

function on({ statements }: ConsultationState, id: string, then: (statement: Statement) => Answer): Answer {
  const statement = statements.find((candidate) => candidate.id === id)
  return statement ? then(statement) : reject('not-found', 'unknown-statement', 'no such statement', { rule: 'MC15' })
}

const notApproved = () =>
  reject('conflict', 'statement-not-approved', 'this statement was not approved', { rule: 'MC15' })
