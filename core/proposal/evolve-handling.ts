import { unknownEvent } from '../matter/evolve.ts'
import type { EventFact } from '../record/event.ts'
import type { HandlingEvent } from './events.ts'
import type { AnswerRound, ProposalState } from './state.ts'

type Fact = EventFact<HandlingEvent>

/** Folds an event from merging to the last look-back into a proposal's state; does not touch `seq` or `updatedAt`. */
export function evolveHandling(state: ProposalState, event: Fact): ProposalState {
  const { at, actor: by } = event
  switch (event.type) {
    case 'proposal.merged':
      return { ...state, status: 'merged', merged: { ...event.data, status: state.status, by, at } }
    case 'proposal.unmerged': {
      const { merged, ...rest } = state
      return { ...rest, status: merged?.status ?? 'submitted' }
    }
    case 'proposal.absorbed': {
      const { from, by: moderator, ...text } = event.data
      return { ...state, absorbed: [...state.absorbed, { matter: from, ...text, at, by: moderator }] }
    }
    case 'proposal.released-absorbed': {
      const { from, held } = event.data
      const absorbed = state.absorbed.filter(({ matter }) => matter !== from)
      return { ...state, absorbed, ...(held && state.held ? { held: { ...state.held, ...held } } : {}) }
    }
    case 'proposal.assigned': {
      // an answer that was sent back was another unit's
      const { held: _before, ...rest } = state
      const { lead, assisting } = event.data
      const units = [...new Set([...(state.units ?? []), lead, ...assisting])]
      return { ...rest, status: 'assigned', assignment: { ...event.data, by, at }, units }
    }
    case 'proposal.assignment-accepted':
      return {
        ...state,
        status: 'handling',
        handlingSince: state.handlingSince ?? at,
        ...(state.assignment ? { assignment: { ...state.assignment, acceptedAt: at } } : {}),
      }
    case 'proposal.assignment-refused': {
      const { assignment: _refused, ...rest } = state
      return { ...rest, status: 'filed', refusals: [...state.refusals, { ...event.data, by, at }] }
    }
    case 'proposal.assisted':
      return {
        ...state,
        opinions: [...state.opinions, { ...event.data, by, at, round: state.rounds.length }],
      }
    default:
      return evolveAnswering(state, event)
  }
}

type Settled =
  | 'proposal.merged'
  | 'proposal.unmerged'
  | 'proposal.absorbed'
  | 'proposal.released-absorbed'
  | 'proposal.assigned'
  | 'proposal.assignment-accepted'
  | 'proposal.assignment-refused'
  | 'proposal.assisted'

function evolveAnswering(state: ProposalState, event: Exclude<Fact, { type: Settled }>): ProposalState {
  const { at, actor: by } = event
  switch (event.type) {
    case 'proposal.answer-submitted':
      return { ...state, held: { ...event.data, by, at } }
    case 'proposal.answer-returned':
      return state.held ? { ...state, held: { ...state.held, returned: { by, at, reason: event.data.reason } } } : state
    case 'proposal.answer-released': {
      const { held: _released, ...rest } = state
      const { digest: _digest, ...answer } = event.data
      const round = { ...answer, releasedBy: by, releasedAt: at, evaluations: [] }
      return { ...rest, status: 'answered', rounds: [...state.rounds, round] }
    }
    case 'proposal.answer-passed-on':
      return { ...state, passedOn: { ...event.data, at } }
    case 'proposal.evaluated':
      return lastRound(state, (round) => ({
        ...round,
        evaluations: [...round.evaluations.filter(({ account }) => account !== by), { ...event.data, account: by, at }],
      }))
    case 'proposal.rehandled':
      return {
        ...lastRound(state, (round) => ({ ...round, rehandled: { by, at, reason: event.data.reason } })),
        status: 'handling',
        ...dueAnew(state, event.data.due),
      }
    case 'proposal.closed':
      return { ...state, status: 'closed', closed: { by, at } }
    case 'proposal.looked-back':
      return { ...state, lookBacks: [...state.lookBacks, { ...event.data, by, at }] }
    case 'proposal.supervised': {
      const { by: moderator, ...promise } = event.data
      return { ...state, supervised: [...(state.supervised ?? []), { ...promise, by: moderator, at }] }
    }
    case 'proposal.verdict-passed-on': {
      const { round: _latest, ...found } = event.data
      return { ...state, lookBacks: [...state.lookBacks, { ...found, by, at }] }
    }
    default:
      return unknownEvent(state, event)
  }
}

function dueAnew({ assignment }: ProposalState, due: number | undefined) {
  return assignment && due !== undefined ? { assignment: { ...assignment, due } } : {}
}

function lastRound(state: ProposalState, change: (round: AnswerRound) => AnswerRound): ProposalState {
  const round = state.rounds.at(-1)
  return round ? { ...state, rounds: state.rounds.with(-1, change(round)) } : state
}
