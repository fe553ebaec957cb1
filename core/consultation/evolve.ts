import { unknownEvent } from '../matter/evolve.ts'
import { emptyDiscussion } from '../matter/state.ts'
import type { EventFact } from '../record/event.ts'
import type { PlannedItem } from './commands.ts'
import type { ConsultationContent, SessionEvent } from './events.ts'
import type { AgendaItem, ConsultationState, Invitation } from './state.ts'

/** The state after `consultation.created`, the first event of every consultation. */
export function beginConsultation(
  event: EventFact<Extract<SessionEvent, { type: 'consultation.created' }>>,
): ConsultationState {
  return {
    id: event.matter,
    kind: 'consultation',
    status: 'preparing',
    seq: event.seq,
    author: event.actor,
    createdAt: event.at,
    updatedAt: event.at,
    ...emptyDiscussion(),
    ...contentOf(event.data),
    invitations: {},
    attendance: {},
    announcements: [],
    floor: { hands: [], speeches: [] },
    questions: [],
    appeals: [],
    polls: [],
    statements: [],
    rounds: [],
    links: [],
    reviews: [],
  }
}

function contentOf({ agenda, attachments = [], ...text }: ConsultationContent) {
  return { ...text, materials: attachments, agenda: agenda.map(planned) }
}

const planned = (item: PlannedItem): AgendaItem => ({ ...item, status: 'planned', extra: 0, pausedMs: 0 })

/** Folds an event of the session as such into its state; does not touch `seq` or `updatedAt`. */
export function evolveSession(state: ConsultationState, event: EventFact<SessionEvent>): ConsultationState {
  const { at, actor: by } = event
  switch (event.type) {
    case 'consultation.created':
      throw new Error(`consultation ${state.id} was created twice`)
    case 'consultation.revised': {
      const { background: _old, ...rest } = state
      return { ...rest, ...contentOf(event.data) }
    }
    case 'consultation.invited':
      return invited(state, event.data.accounts, at)
    case 'consultation.postponed': {
      const asked = Object.keys(state.invitations).map((account): [string, Invitation] => [account, { at }])
      const postponed = { by, at, from: state.startsAt, reason: event.data.reason }
      return { ...state, startsAt: event.data.startsAt, postponed, invitations: Object.fromEntries(asked) }
    }
    case 'consultation.cancelled':
      return { ...state, status: 'concluded', cancelled: { by, at, reason: event.data.reason } }
    case 'consultation.opened':
      return { ...state, status: 'open', openedAt: at, accounts: [...state.accounts, ...event.data.joined] }
    case 'consultation.paused':
      return { ...state, status: 'paused', pausedAt: at }
    case 'consultation.resumed':
      return resumed(state, at)
    case 'consultation.announced':
      return { ...state, announcements: [...state.announcements, { by, at, text: event.data.text }] }
    case 'consultation.concluded':
      return { ...resumed(state, at), status: 'concluded', concludedAt: at, floor: { ...state.floor, hands: [] } }
    case 'consultation.published':
      return { ...state, status: 'published', published: { ...event.data, by, at } }
    case 'consultation.reviewed':
      return { ...state, reviews: [...state.reviews, { ...event.data, by, at }] }
    default:
      return evolveAgenda(state, event)
  }
}

function evolveAgenda(
  state: ConsultationState,
  event: Exclude<EventFact<SessionEvent>, { type: `consultation.${string}` }>,
): ConsultationState {
  const { at, actor } = event
  switch (event.type) {
    case 'agenda.started':
      return change(state, event.data.item, { status: 'running', startedAt: at })
    case 'agenda.finished':
      return change(state, event.data.item, { status: 'finished', finishedAt: at })
    case 'agenda.extended': {
      const extra = state.agenda.find(({ id }) => id === event.data.item)?.extra ?? 0
      return change(state, event.data.item, { extra: extra + event.data.minutes })
    }
    case 'agenda.added': {
      const { item, after } = event.data
      const index = after === undefined ? -1 : state.agenda.findIndex(({ id }) => id === after)
      const place = index === -1 ? state.agenda.length : index + 1
      return { ...state, agenda: state.agenda.toSpliced(place, 0, planned(item)) }
    }
    case 'agenda.reordered': {
      const { items } = event.data
      return { ...state, agenda: state.agenda.toSorted((a, b) => items.indexOf(a.id) - items.indexOf(b.id)) }
    }
    case 'attendance.accepted':
      return answered(state, actor, { answer: 'coming', answeredAt: at })
    case 'attendance.excused':
      return answered(state, actor, { answer: 'excused', answeredAt: at, reason: event.data.reason })
    case 'attendance.leave-decided': {
      const { account, ...leave } = event.data
      const invitation = state.invitations[account]
      return invitation ? withInvitation(state, account, { ...invitation, leave: { ...leave, by: actor, at } }) : state
    }
    case 'attendance.checked-in': {
      const came = { at: state.attendance[actor]?.at ?? at }
      const accounts = state.accounts.includes(actor) ? state.accounts : [...state.accounts, actor]
      return { ...state, accounts, attendance: { ...state.attendance, [actor]: came } }
    }
    case 'attendance.left': {
      const came = { at: state.attendance[actor]?.at ?? at, leftAt: at }
      const hands = state.floor.hands.filter(({ account }) => account !== actor)
      return { ...state, attendance: { ...state.attendance, [actor]: came }, floor: { ...state.floor, hands } }
    }
    default:
      return unknownEvent(state, event)
  }
}

function invited(state: ConsultationState, fresh: readonly string[], at: number): ConsultationState {
  const invitations = { ...state.invitations }
  for (const account of fresh) invitations[account] = { at }
  return { ...state, invitations, accounts: [...new Set([...state.accounts, ...fresh])] }
}

/** An answer, also before the invitation; the earlier one, and what was decided on it, is over. */
function answered(
  state: ConsultationState,
  account: string,
  answer: Required<Pick<Invitation, 'answeredAt'>> & Omit<Invitation, 'at'>,
): ConsultationState {
  return withInvitation(state, account, { at: state.invitations[account]?.at ?? answer.answeredAt, ...answer })
}

function withInvitation(state: ConsultationState, account: string, invitation: Invitation): ConsultationState {
  return { ...state, invitations: { ...state.invitations, [account]: invitation } }
}

function change(state: ConsultationState, id: string, more: Partial<AgendaItem>): ConsultationState {
  return { ...state, agenda: state.agenda.map((item) => (item.id === id ? { ...item, ...more } : item)) }
}

/** Running again: the time of the pause is added to the item that was running. */
function resumed(state: ConsultationState, at: number): ConsultationState {
  const { pausedAt, ...rest } = state
  if (pausedAt === undefined) return { ...rest, status: 'open' }
  const agenda = state.agenda.map((item) =>
    item.status === 'running' ? { ...item, pausedMs: item.pausedMs + at - pausedAt } : item,
  )
  return { ...rest, status: 'open', agenda }
}
