import type { Span } from '../clock/span.ts'
import type { MatterState } from '../matter/state.ts'
import type { Account, Region, Role, Sector, Unit } from '../people/roles.ts'

/** The id of the one administrative record of a server. */
export const COMMITTEE_ID = '00000000-0000-7000-8000-00000000c0de'

/** It stands as long as the committee does. */
export const COMMITTEE_STATUSES = ['standing'] as const

/** What the record tells of an account: never its name, which is the roster's. */
export type Seat = Pick<Account, 'roles' | 'sector' | 'unit' | 'region'>

/** A seat as it stands. Times in ms UTC. */
export interface SeatState extends Seat {
  /** Whoever has never set a password cannot have signed in. */
  joined: boolean
  suspended?: { by: string; at: number; reason: string }
  /** An invitation that has not been taken up. */
  invited?: { by: string; at: number; until: number }
}

/** Something a committee sorts matters by. Without a name it is one that every edition knows. */
export interface Category {
  id: string
  name?: string
  retired?: true
}

/** Where the text of a template is offered. */
export const TEMPLATE_USES = ['answer', 'return', 'decline', 'refuse'] as const
export type TemplateUse = (typeof TEMPLATE_USES)[number]

export interface Template {
  id: string
  name: string
  text: string
  use: TemplateUse
}

/** A rule of a clock as the committee set it, from a time in ms UTC on. */
export interface SetRule {
  rule: string
  from: number
  length: Span
  warning: Span
  text: string
  by: string
  reason: string
}

/** A day (`YYYY-MM-DD`) of which the committee said whether it is a working day; `from` (ms UTC) is when it did. */
export interface SetDay {
  day: string
  work: boolean
  name: string
  from: number
  by: string
  reason: string
}

/** 行政记录: who sits where, the places, and the rules of the house, all as events. */
export interface CommitteeState extends MatterState {
  kind: 'committee'
  status: 'standing'
  /** By id. Accounts that the roster got from elsewhere since are not among them. */
  seats: Record<string, SeatState>
  units: Record<string, Unit>
  regions: Record<string, Region>
  sectors: Record<string, Sector>
  categories: Category[]
  templates: Template[]
  /** Every rule and day that was ever set, in that order. */
  rules: SetRule[]
  days: SetDay[]
  /** The place of the last event that changed what everybody goes by. */
  settingsSeq: number
}

/** True for an account of these roles that can act on its own. */
export function isActiveAdministrator(seat: { roles: readonly Role[]; joined: boolean; suspended?: unknown }): boolean {
  return seat.roles.includes('administrator') && seat.joined && seat.suspended === undefined
}
