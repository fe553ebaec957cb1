import type { CalendarEntry } from '../matter/calendar-file.ts'
import { accept, reject, type Context } from '../matter/decision.ts'
import type { Data, ServiceAnswer as Answer } from './decide-types.ts'
import { standingAppointment, type ServiceState } from './state.ts'

/** Proposes a time to meet, instead of the one that stands where it says so. */
export function propose(state: ServiceState, data: Data<'appointment.propose'>, { at }: Context): Answer {
  if (data.startsAt <= at) return reject('invalid', 'in-the-past', 'the time lies in the past', { rule: 'HP7' })
  const standing = standingAppointment(state)
  if (data.instead !== undefined && data.instead !== standing?.number)
    return reject('stale', 'other-appointment', 'this appointment stands no more', { rule: 'HP7' })
  if (data.instead === undefined && standing && standing.startsAt > at)
    return reject('conflict', 'appointed-already', 'an appointment stands', { rule: 'HP7' })
  return accept({ type: 'appointment.proposed', data: { appointment: state.appointments.length, ...data } })
}

/** Agrees to the time that the other side has proposed. */
export function agree(state: ServiceState, data: Data<'appointment.accept'>, { actor, at }: Context): Answer {
  return onStanding(state, data.appointment, (one) => {
    if ((one.by === state.author) === (actor.id === state.author))
      return reject('forbidden', 'own-proposal', 'the other side agrees', { rule: 'HP7' })
    if (one.startsAt <= at) return reject('conflict', 'too-late', 'the time is over', { rule: 'HP7' })
    return one.accepted ? accept() : accept({ type: 'appointment.accepted', data })
  })
}

/** Calls it off, proposed or agreed upon; either side may. */
export function cancel(state: ServiceState, data: Data<'appointment.cancel'>): Answer {
  return onStanding(state, data.appointment, () => accept({ type: 'appointment.cancelled', data }))
}

type Standing = NonNullable<ReturnType<typeof standingAppointment>>

function onStanding(state: ServiceState, number: number, then: (one: Standing) => Answer): Answer {
  const standing = standingAppointment(state)
  if (standing?.number === number) return then(standing)
  return reject('stale', 'other-appointment', 'this appointment stands no more', { rule: 'HP7' })
}

/**
 * An appointment as calendars have it; `number` is its place. One that was moved keeps its entry. `undefined` while nobody
 * has agreed to it.
 */
export function appointmentEntry(state: ServiceState, number: number): CalendarEntry | undefined {
  const one = state.appointments[number]
  if (!one?.accepted) return undefined
  return {
    id: `${state.id}-${first(state, number)}`,
    sequence: state.seq,
    startsAt: one.startsAt,
    minutes: one.minutes,
    title: state.title,
    description: one.note ?? '',
    place: one.place,
    cancelled: one.cancelled !== undefined,
  }
}

/** The number of the appointment from which this one was moved, over as many times as it was. */
function first(state: ServiceState, number: number): number {
  const instead = state.appointments[number]?.instead
  return instead === undefined ? number : first(state, instead)
}
