import { unknownEvent } from '../matter/evolve.ts'
import type { EventFact } from '../record/event.ts'
import type { OutcomeEvent, VotingEvent, VotingEventData } from './events.ts'
import type { ConsultationState, Poll, Statement } from './state.ts'
import { opinions } from './statements.ts'

/** Folds an event of polls and statements into the state; does not touch `seq` or `updatedAt`. */
export function evolveVoting(state: ConsultationState, event: EventFact<VotingEvent>): ConsultationState {
  const { at, actor: by, seq } = event
  switch (event.type) {
    case 'poll.opened': {
      const { roll } = event.data
      const opened: Poll = { ...event.data, status: 'open', eligible: roll.length, opened: { by, at }, openedSeq: seq }
      return { ...state, polls: [...state.polls, opened] }
    }
    case 'poll.closed': {
      const { poll, tally, withheld } = event.data
      const more = { tally, ...(withheld ? { withheld } : {}) }
      return over(state, poll, { status: 'closed', closed: { by, at }, closedSeq: seq, ...more })
    }
    case 'poll.cancelled': {
      const { poll, reason } = event.data
      return over(state, poll, { status: 'cancelled', closed: { by, at, reason }, closedSeq: seq })
    }
    case 'statement.submitted': {
      const { statement: id, text } = event.data
      const submitted = { id, text, by, at, round: state.rounds.length, status: 'waiting' as const, responses: [] }
      return { ...state, statements: [...state.statements, submitted] }
    }
    case 'statement.approved':
      return changed(state, event.data.statement, () => ({ status: 'approved', decided: { by, at } }))
    case 'statement.rejected': {
      const { reason } = event.data
      return changed(state, event.data.statement, () => ({ status: 'rejected', decided: { by, at, reason } }))
    }
    case 'statement.responded': {
      const response = { by, at, text: event.data.text }
      return changed(state, event.data.statement, ({ responses }) => ({ responses: [...responses, response] }))
    }
    case 'statements.closed':
      return roundOver(state, event.data, { by, at, seq })
    default:
      return unknownEvent(state, event)
  }
}

/** Folds an event of outcome and minutes into the state; does not touch `seq` or `updatedAt`. */
export function evolveOutcome(state: ConsultationState, event: EventFact<OutcomeEvent>): ConsultationState {
  const { at, actor: by } = event
  const { minutes } = state
  switch (event.type) {
    case 'outcome.drafted':
      return { ...state, draft: { ...event.data, by, at } }
    case 'outcome.linked':
      return { ...state, links: [...state.links, { ...event.data, by, at }] }
    case 'minutes.proposed':
      return { ...state, minutes: { ...event.data, by, at, confirmed: [], objections: [] } }
    case 'minutes.confirmed':
      return minutes ? { ...state, minutes: { ...minutes, confirmed: [...minutes.confirmed, by] } } : state
    case 'minutes.objected': {
      if (!minutes) return state
      const objections = [...minutes.objections, { by, at, text: event.data.text }]
      const confirmed = minutes.confirmed.filter((account) => account !== by)
      return { ...state, minutes: { ...minutes, confirmed, objections } }
    }
    case 'minutes.settled':
      return minutes ? { ...state, minutes: { ...minutes, text: event.data.text, settled: { by, at } } } : state
    default:
      return unknownEvent(state, event)
  }
}

function over(state: ConsultationState, id: string, more: Partial<Poll>): ConsultationState {
  const polls = state.polls.map((poll) => {
    if (poll.poll !== id) return poll
    // from now on the roll is in the record only
    const { roll: _roll, ...rest } = poll
    return { ...rest, ...more }
  })
  return { ...state, polls }
}

function changed(
  state: ConsultationState,
  id: string,
  more: (statement: Statement) => Partial<Statement>,
): ConsultationState {
  const statements = state.statements.map((statement) =>
    statement.id === id ? { ...statement, ...more(statement) } : statement,
  )
  return { ...state, statements }
}

function roundOver(
  state: ConsultationState,
  { statements: closed, rows, participants, withheld }: VotingEventData['statements.closed'],
  about: { by: string; at: number; seq: number },
): ConsultationState {
  const said = new Map(opinions({ statements: closed, rows }).map((opinion) => [opinion.statement, opinion]))
  const next = state.rounds.length + 1
  const statements = state.statements.map((statement): Statement => {
    if (statement.status === 'waiting') return { ...statement, round: next }
    const opinion = said.get(statement.id)
    if (!opinion || withheld) return statement
    const { agree, disagree, pass } = opinion
    return { ...statement, result: { agree, disagree, pass } }
  })
  return {
    ...state,
    statements,
    rounds: [...state.rounds, { ...about, participants, ...(withheld ? { withheld } : {}) }],
  }
}
