import { unknownEvent } from '../matter/evolve.ts'
import { emptyDiscussion } from '../matter/state.ts'
import type { EventFact } from '../record/event.ts'
import type { CommitteeEvent, SeatFact } from './events.ts'
import { STANDARD_CATEGORIES } from './settings.ts'
import type { CommitteeState, SeatState } from './state.ts'

const seatsFrom = (facts: readonly SeatFact[], joined: boolean) =>
  Object.fromEntries(facts.map(({ account, ...seat }): [string, SeatState] => [account, { ...seat, joined }]))

const byId = <Row extends { id: string }>(rows: readonly Row[]) => Object.fromEntries(rows.map((row) => [row.id, row]))

/** The first event of the record. */
export function begin(event: EventFact<Extract<CommitteeEvent, { type: 'committee.begun' }>>): CommitteeState {
  const { matter, seq, actor, at, data } = event
  return {
    id: matter,
    kind: 'committee',
    status: 'standing',
    seq,
    title: data.title,
    author: actor,
    createdAt: at,
    updatedAt: at,
    ...emptyDiscussion(),
    seats: seatsFrom(data.seats, true),
    units: byId(data.units),
    regions: byId(data.regions),
    sectors: byId(data.sectors),
    categories: STANDARD_CATEGORIES.map((category) => ({ ...category })),
    templates: [],
    rules: [],
    days: [],
    settingsSeq: seq,
  }
}

function withSeat(state: CommitteeState, id: string, change: (seat: SeatState) => SeatState): CommitteeState {
  const seat = state.seats[id]
  if (!seat) throw new Error(`the administrative record knows no account ${id}`)
  return { ...state, seats: { ...state.seats, [id]: change(seat) } }
}

const without = <T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> => {
  const { [key]: _gone, ...rest } = value
  return rest
}

const replaced = <Row extends { id: string }>(rows: readonly Row[], row: Row): Row[] =>
  rows.some(({ id }) => id === row.id) ? rows.map((one) => (one.id === row.id ? row : one)) : [...rows, row]

/** Folds everything but the first event; does not touch `seq` or `updatedAt`. */
export function evolve(state: CommitteeState, event: EventFact<CommitteeEvent>): CommitteeState {
  const { actor: by, at, seq } = event
  switch (event.type) {
    case 'committee.begun':
      throw new Error('the administrative record has begun already')
    case 'account.noted':
      return { ...state, seats: { ...state.seats, ...seatsFrom([event.data], true) } }
    case 'account.added':
      return { ...state, seats: { ...state.seats, ...seatsFrom([event.data], false) } }
    case 'roster.imported':
      return { ...state, seats: { ...state.seats, ...seatsFrom(event.data.seats, false) } }
    case 'account.changed': {
      const { account, renamed: _renamed, ...seat } = event.data
      return withSeat(state, account, ({ joined, suspended, invited }) => ({
        ...seat,
        joined,
        ...(suspended ? { suspended } : {}),
        ...(invited ? { invited } : {}),
      }))
    }
    case 'account.suspended':
      return withSeat(state, event.data.account, (seat) => ({
        ...without(seat, 'invited'),
        suspended: { by, at, reason: event.data.reason },
      }))
    case 'account.restored':
      return withSeat(state, event.data.account, (seat) => without(seat, 'suspended'))
    case 'account.invited':
      return withSeat(state, event.data.account, (seat) => ({ ...seat, invited: { by, at, until: event.data.until } }))
    case 'account.joined':
      return withSeat(state, event.data.account, (seat) => ({ ...without(seat, 'invited'), joined: true }))
    case 'unit.listed':
      return { ...state, units: { ...state.units, [event.data.id]: event.data } }
    case 'region.listed':
      return { ...state, regions: { ...state.regions, [event.data.id]: event.data } }
    case 'sector.listed':
      return { ...state, sectors: { ...state.sectors, [event.data.id]: event.data } }
    case 'unit.retired':
      return { ...state, units: retired(state.units, event.data.unit) }
    case 'region.retired':
      return { ...state, regions: retired(state.regions, event.data.region) }
    case 'sector.retired':
      return { ...state, sectors: retired(state.sectors, event.data.sector) }
    case 'category.listed':
      return { ...state, categories: replaced(state.categories, event.data), settingsSeq: seq }
    case 'category.retired': {
      const categories = state.categories.map((one) =>
        one.id === event.data.category ? { ...one, retired: true as const } : one,
      )
      return { ...state, categories, settingsSeq: seq }
    }
    case 'template.kept':
      return { ...state, templates: replaced(state.templates, event.data), settingsSeq: seq }
    case 'template.removed':
      return {
        ...state,
        templates: state.templates.filter(({ id }) => id !== event.data.template),
        settingsSeq: seq,
      }
    case 'committee.rule-set':
      return { ...state, rules: [...state.rules, { ...event.data, from: at, by }], settingsSeq: seq }
    case 'committee.day-set':
      return { ...state, days: [...state.days, { ...event.data, from: at, by }], settingsSeq: seq }
    default:
      return unknownEvent(state, event)
  }
}

function retired<Row extends { retired?: true }>(rows: Record<string, Row>, id: string): Record<string, Row> {
  const row = rows[id]
  return row ? { ...rows, [id]: { ...row, retired: true } } : rows
}
