import { unknownEvent } from '../matter/evolve.ts'
import { emptyDiscussion } from '../matter/state.ts'
import type { EventFact } from '../record/event.ts'
import { begun, begunAnew } from './evolve-commitments.ts'
import type { ThreadEvent } from './events.ts'
import type { Observation, SupervisionState } from './state.ts'

/** The state after `supervision.opened`, the first event of every thread. */
export function beginSupervision(
  event: EventFact<Extract<ThreadEvent, { type: 'supervision.opened' }>>,
): SupervisionState {
  const { commitments, informants = [], ...said } = event.data
  const { at, actor } = event
  return {
    id: event.matter,
    kind: 'supervision',
    status: 'open',
    seq: event.seq,
    author: actor,
    createdAt: at,
    updatedAt: at,
    ...emptyDiscussion(),
    ...said,
    informants,
    followers: [],
    units: [...new Set([said.unit, ...commitments.map(({ unit }) => unit)])],
    commitments: commitments.map((promised) => begun(promised, at)),
    escalations: [],
    observations: [],
    ratings: [],
    closings: [],
    reopenings: [],
    lookBacks: [],
  }
}

/** Folds an event of a thread as a whole, after its first, into its state; does not touch `seq` or `updatedAt`. */
export function evolveThread(state: SupervisionState, event: EventFact<ThreadEvent>): SupervisionState {
  const { at, actor: by } = event
  switch (event.type) {
    case 'supervision.opened':
      throw new Error(`supervision ${state.id} was opened twice`)
    case 'supervision.appointed':
      return { ...state, supervisors: event.data.supervisors }
    case 'supervision.accepted': {
      const { text } = event.data
      return { ...state, accepted: { by, at, ...(text === undefined ? {} : { text }) } }
    }
    case 'supervision.reminded': {
      const { commitment: id, text } = event.data
      const commitments = state.commitments.map((one) =>
        one.id === id ? { ...one, reminders: [...one.reminders, { text, by, at }] } : one,
      )
      return { ...state, commitments }
    }
    case 'supervision.escalated':
      return { ...state, escalations: [...state.escalations, { ...event.data, by, at }] }
    case 'supervision.rated': {
      const others = state.ratings.filter(({ account }) => account !== by)
      return { ...state, ratings: [...others, { ...event.data, account: by, at }] }
    }
    case 'supervision.closed':
      return { ...state, status: 'closed', closings: [...state.closings, { ...event.data, by, at }] }
    case 'supervision.reopened': {
      const back = new Map(event.data.commitments.map((one) => [one.id, one]))
      const commitments = state.commitments.map((one) => begunAnew(one, back.get(one.id), event.data.reason, event))
      const reopenings = [...state.reopenings, { reason: event.data.reason, by, at }]
      return { ...state, status: 'open', commitments, reopenings }
    }
    case 'supervision.looked-back':
      return { ...state, lookBacks: [...state.lookBacks, { ...event.data, by, at }] }
    case 'supervision.followed':
      return { ...state, followers: [...state.followers, by] }
    case 'supervision.unfollowed':
      return { ...state, followers: state.followers.filter((account) => account !== by) }
    case 'supervision.observed':
      return {
        ...state,
        observations: [...state.observations, { id: event.id, seq: event.seq, ...event.data, by, at }],
      }
    case 'observation.hidden': {
      const { observation, reason } = event.data
      return withObservation(state, observation, (one) => ({ ...one, hidden: { reason, by, at } }))
    }
    case 'observation.unhidden':
      return withObservation(state, event.data.observation, ({ hidden: _shown, ...one }) => one)
    default:
      return unknownEvent(state, event)
  }
}

function withObservation(
  state: SupervisionState,
  id: string,
  change: (observation: Observation) => Observation,
): SupervisionState {
  return { ...state, observations: state.observations.map((one) => (one.id === id ? change(one) : one)) }
}
