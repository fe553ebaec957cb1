import type { Span } from '../clock/span.ts'
import type { Region, Sector, Unit } from '../people/roles.ts'
import type { Seat, Template } from './state.ts'

/** A seat and the account that has it. */
export interface SeatFact extends Seat {
  account: string
}

/** `data` of the events of the administrative record. They name accounts by id; what a person is called is in none. */
export interface CommitteeEventData {
  /** What was there when the record began. */
  'committee.begun': { title: string; seats: SeatFact[]; units: Unit[]; regions: Region[]; sectors: Sector[] }
  /** The roster got it from elsewhere, before its first change here. */
  'account.noted': SeatFact
  'account.added': SeatFact
  /** `renamed`: its name or username changed too. */
  'account.changed': SeatFact & { renamed?: true }
  'account.suspended': { account: string; reason: string }
  'account.restored': { account: string; reason: string }
  /** `until`: when the invitation ends, ms UTC. */
  'account.invited': { account: string; until: number }
  'account.joined': { account: string }
  'roster.imported': { seats: SeatFact[] }
  'unit.listed': Unit
  'unit.retired': { unit: string; reason: string }
  'region.listed': Region
  'region.retired': { region: string; reason: string }
  'sector.listed': Sector
  'sector.retired': { sector: string; reason: string }
  'category.listed': { id: string; name: string }
  'category.retired': { category: string; reason: string }
  'template.kept': Template
  'template.removed': { template: string }
  'committee.rule-set': { rule: string; length: Span; warning: Span; text: string; reason: string }
  'committee.day-set': { day: string; work: boolean; name: string; reason: string }
}

export type CommitteeEventType = keyof CommitteeEventData
export type CommitteeEvent = { [T in CommitteeEventType]: { type: T; data: CommitteeEventData[T] } }[CommitteeEventType]
