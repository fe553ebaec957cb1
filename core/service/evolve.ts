import { unknownEvent } from '../matter/evolve.ts'
import { emptyDiscussion } from '../matter/state.ts'
import type { EventFact } from '../record/event.ts'
import type { ServiceEvent } from './events.ts'
import type { Appointment, Publication, ServiceState } from './state.ts'

type Posted = EventFact<Extract<ServiceEvent, { type: 'service.posted' }>>

/** The state after `service.posted`, the first event of every request. */
export function beginService({ matter, seq, actor, at, data }: Posted): ServiceState {
  return {
    id: matter,
    kind: 'service',
    status: 'open',
    seq,
    author: actor,
    createdAt: at,
    updatedAt: at,
    ...emptyDiscussion(),
    ...data,
    since: at,
    refusals: [],
    handedBack: [],
    reopenings: [],
    appointments: [],
    publications: [],
  }
}

/** Folds an event of a request after its first into its state; does not touch `seq` or `updatedAt`. */
export function evolveService(state: ServiceState, event: EventFact<ServiceEvent>): ServiceState {
  const { at, actor: by } = event
  switch (event.type) {
    case 'service.posted':
      throw new Error(`service ${state.id} was posted twice`)
    case 'service.offered':
      return { ...unsent(state), offered: event.data.offered, since: at }
    case 'service.sent':
      return { ...state, offered: [], sent: { unit: event.data.unit, by, at }, since: at }
    case 'service.refused': {
      const { unit, reason } = event.data
      const refusals = [...state.refusals, { ...(unit === undefined ? {} : { unit }), reason, by, at }]
      const offered = state.offered.filter((account) => account !== by)
      // one of several who says no changes nothing for the others
      const left = event.data.by === 'unit' ? unsent(state) : state
      return { ...left, refusals, offered, ...(offered.length === 0 ? { since: at } : {}) }
    }
    case 'service.claimed': {
      const { unit, details, attachments } = event.data
      const helper = { account: by, ...(unit === undefined ? {} : { unit }), at }
      const asked = { ...(details === undefined ? {} : { details }), ...(attachments ? { attachments } : {}) }
      return { ...unsent(state), ...asked, status: 'claimed', offered: [], helper }
    }
    case 'service.handed-back': {
      const { helper: _gone, ...rest } = state
      const handedBack = [...state.handedBack, { reason: event.data.reason, by, at }]
      return { ...unmet(rest, by, at), status: 'open', handedBack, since: at }
    }
    case 'service.resolved':
      return { ...state, status: 'resolved', answer: { text: event.data.answer, by, at } }
    case 'service.reopened':
      return {
        ...state,
        status: 'claimed',
        reopenings: [...state.reopenings, { reason: event.data.reason, by, at }],
        publications: undecided(state.publications, at),
      }
    case 'service.rated':
      return { ...unmet(state, by, at), status: 'closed', rating: { ...event.data, at } }
    case 'service.withdrawn':
    case 'service.closed': {
      const withdrawn = event.type === 'service.withdrawn'
      const reason = event.data.reason === undefined ? {} : { reason: event.data.reason }
      return { ...unmet(unsent(state), by, at), status: 'closed', offered: [], ended: { withdrawn, ...reason, by, at } }
    }
    case 'appointment.proposed': {
      const { appointment: _number, ...said } = event.data
      const { instead } = said
      const { appointments } =
        instead === undefined
          ? state
          : withAppointment(state, instead, (one) => ({ ...one, cancelled: { by, at, moved: true } }))
      return { ...state, appointments: [...appointments, { ...said, by, at }] }
    }
    case 'appointment.accepted':
      return withAppointment(state, event.data.appointment, (one) => ({ ...one, accepted: { by, at } }))
    case 'appointment.cancelled': {
      const { appointment, reason } = event.data
      return withAppointment(state, appointment, (one) => ({ ...one, cancelled: { reason, by, at } }))
    }
    case 'publication.drafted': {
      const { draft: _number, ...said } = event.data
      return { ...state, publications: [...state.publications, { ...said, by, at }] }
    }
    case 'publication.consented': {
      const { draft, region } = event.data
      const consented = { at, ...(region === undefined ? {} : { region }) }
      return withPublication(state, draft, (one) => ({ ...one, consented }))
    }
    case 'publication.declined':
      return withPublication(state, state.publications.length - 1, (one) => ({
        ...one,
        declined: { ...event.data, at },
      }))
    case 'publication.published':
      return withPublication(state, event.data.draft, (one) => ({
        ...one,
        published: { matter: event.data.matter, at },
      }))
    default:
      return unknownEvent(state, event)
  }
}

function unsent(state: ServiceState): ServiceState {
  const { sent: _done, ...rest } = state
  return rest
}

function withAppointment(state: ServiceState, number: number, change: (one: Appointment) => Appointment): ServiceState {
  return { ...state, appointments: state.appointments.map((one, i) => (i === number ? change(one) : one)) }
}

/** Nobody comes to a meeting that is still ahead when the help it was for has ended. */
function unmet(state: ServiceState, by: string, at: number): ServiceState {
  const ahead = (one: Appointment) => !one.cancelled && one.startsAt > at
  if (!state.appointments.some(ahead)) return state
  return {
    ...state,
    appointments: state.appointments.map((one) => (ahead(one) ? { ...one, cancelled: { by, at } } : one)),
  }
}

function withPublication(state: ServiceState, number: number, change: (one: Publication) => Publication): ServiceState {
  return { ...state, publications: state.publications.map((one, i) => (i === number ? change(one) : one)) }
}

/** What is not solved after all has no answer that could be published yet. */
function undecided(publications: readonly Publication[], at: number): Publication[] {
  return publications.map((one) => (one.declined || one.published ? one : { ...one, declined: { at } }))
}
