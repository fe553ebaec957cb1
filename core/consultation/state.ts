import type { MatterState } from '../matter/state.ts'
import type { Attachment } from '../wire/attachments.ts'
import type { FrozenPoll } from '../voting/poll.ts'
import type { Tally } from '../voting/tally.ts'
import type { Outcome, ParticipantRule, PlannedItem, Visibility } from './commands.ts'
import type { ClockDays } from './clock-days.ts'
import type { Floor } from './floor.ts'

export const CONSULTATION_STATUSES = ['preparing', 'open', 'paused', 'concluded', 'published'] as const
export type ConsultationStatus = (typeof CONSULTATION_STATUSES)[number]

/** Where nothing more is said. A review may still be due. */
export const CONSULTATION_ENDS: readonly ConsultationStatus[] = ['published']

/** Something that an account did or said at a time, ms UTC. */
interface By {
  by: string
  at: number
}

/** An item of the agenda; `extra` is the minutes it was extended by, `pausedMs` how long the session paused during it. */
export interface AgendaItem extends PlannedItem {
  status: 'planned' | 'running' | 'finished'
  startedAt?: number
  finishedAt?: number
  extra: number
  pausedMs: number
}

export interface Invitation {
  at: number
  answer?: 'coming' | 'excused'
  answeredAt?: number
  reason?: string
  leave?: By & { granted: boolean; reason?: string }
}

/** Who came when (the first time), and when they left, if they did and have not come back. */
export interface Attendance {
  at: number
  leftAt?: number
}

/**
 * A poll. Its roll stands here while it is open; afterwards opening and closing event are where everything for a recount
 * is: `openedSeq` and `closedSeq` say where.
 */
export interface Poll extends Omit<FrozenPoll, 'roll'> {
  status: 'open' | 'closed' | 'cancelled'
  roll?: string[]
  eligible: number
  opened: By
  openedSeq: number
  closed?: By & { reason?: string }
  closedSeq?: number
  tally?: Tally
  withheld?: true
}

export interface Statement extends By {
  id: string
  text: string
  /** It is voted on in this round of statements, from 0. */
  round: number
  status: 'waiting' | 'approved' | 'rejected'
  decided?: By & { reason?: string }
  responses: (By & { text: string })[]
  /** Once its round is closed, and enough took part: how many agreed, disagreed and passed. */
  result?: { agree: number; disagree: number; pass: number }
}

/** A closed round of statements; the votes are in the event at `seq`. */
export interface Round extends By {
  seq: number
  participants: number
  withheld?: true
}

export interface Question extends By {
  message: string
  settled?: By & { answer?: string }
}

/** An appeal against the hiding of a message or a mute; its id is the id of its event. */
export interface Appeal extends By {
  id: string
  message?: string
  text: string
  answer?: By & { upheld: boolean; text: string }
}

/** The minutes as they stand: `generated` from the record, `text` as proposed; `settled` when they are the session's. */
export interface Minutes extends By {
  generated: string
  text: string
  confirmed: string[]
  objections: (By & { text: string })[]
  settled?: By
}

/** A micro-consultation 微协商. Times in ms UTC. */
export interface ConsultationState extends MatterState {
  kind: 'consultation'
  status: ConsultationStatus
  question: string
  background?: string
  startsAt: number
  visibility: Visibility
  participants: ParticipantRule
  /** Everyone whom the rule has reached, and who came by themselves. */
  accounts: string[]
  materials: Attachment[]
  linked: { matter: string; title: string }[]
  clocks: ClockDays
  agenda: AgendaItem[]
  invitations: Record<string, Invitation>
  attendance: Record<string, Attendance>
  openedAt?: number
  pausedAt?: number
  concludedAt?: number
  postponed?: By & { from: number; reason: string }
  cancelled?: By & { reason: string }
  announcements: (By & { text: string })[]
  floor: Floor
  questions: Question[]
  appeals: Appeal[]
  polls: Poll[]
  statements: Statement[]
  rounds: Round[]
  draft?: Outcome & By
  published?: Outcome & By & { outcome?: string; owner: string; reviewOn: number }
  links: (By & { followUp: number; matter: string; kind: string; title: string })[]
  reviews: (By & { text: string; next?: number })[]
  minutes?: Minutes
}

/** Who is in the room: checked in and not gone. */
export function present({ attendance }: ConsultationState): string[] {
  return Object.keys(attendance).filter((account) => attendance[account]?.leftAt === undefined)
}

/** The item that is running. */
export function runningItem({ agenda }: ConsultationState): AgendaItem | undefined {
  return agenda.find(({ status }) => status === 'running')
}

/** When a running item's time is over, in ms UTC; `undefined` while it is not running or the session pauses. */
export function itemEnds(item: AgendaItem, { pausedAt }: ConsultationState): number | undefined {
  if (item.status !== 'running' || item.startedAt === undefined || pausedAt !== undefined) return undefined
  return item.startedAt + (item.minutes + item.extra) * 60_000 + item.pausedMs
}

/** When the outcome is to be looked at again, in ms UTC; `undefined` before publication and when all reviews are made. */
export function reviewDue({ published, reviews }: ConsultationState): number | undefined {
  const last = reviews.at(-1)
  return last ? last.next : published?.reviewOn
}
