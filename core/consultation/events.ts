import type { FrozenPoll } from '../voting/poll.ts'
import type { Closing } from '../voting/tally.ts'
import type { Attachment } from '../wire/attachments.ts'
import type { Outcome, ParticipantRule, PlannedItem, Visibility } from './commands.ts'
import type { ClockDays } from './clock-days.ts'

/** What a session is about and who it is for; `accounts` is everyone whom the rule reached then. Times in ms UTC. */
export interface ConsultationContent {
  title: string
  question: string
  background?: string
  agenda: PlannedItem[]
  participants: ParticipantRule
  accounts: string[]
  startsAt: number
  /** The papers. */
  attachments?: Attachment[]
  linked: { matter: string; title: string }[]
  visibility: Visibility
  clocks: ClockDays
}

type Nothing = Record<string, never>

/** `data` of the events of the session as such, its agenda and attendance. Their times are the server's. */
export interface SessionEventData {
  'consultation.created': ConsultationContent
  'consultation.revised': ConsultationContent
  /** `accounts`: who was invited now; those who were before are not invited again. */
  'consultation.invited': { accounts: string[] }
  'consultation.postponed': { startsAt: number; reason: string }
  'consultation.cancelled': { reason: string }
  /** `joined`: whom the rule has come to reach since the session was made or revised. */
  'consultation.opened': { joined: string[] }
  'consultation.paused': { reason?: string }
  'consultation.resumed': Nothing
  'consultation.announced': { text: string }
  'consultation.concluded': Nothing
  'consultation.published': Outcome & { outcome?: string; owner: string; reviewOn: number }
  'consultation.reviewed': { text: string; next?: number }
  'agenda.started': { item: string }
  'agenda.finished': { item: string }
  'agenda.extended': { item: string; minutes: number }
  'agenda.added': { item: PlannedItem; after?: string }
  'agenda.reordered': { items: string[] }
  'attendance.accepted': Nothing
  'attendance.excused': { reason: string }
  'attendance.leave-decided': { account: string; granted: boolean; reason?: string }
  'attendance.checked-in': Nothing
  'attendance.left': Nothing
}

/** `data` of the events of the floor, the questions and the order in the room. */
export interface RoomEventData {
  'floor.requested': { sector?: string; region?: string }
  'floor.withdrawn': Nothing
  /** `suggested`: whom the rule would have had speak; `called`: without a hand up. */
  'floor.granted': {
    account: string
    sector?: string
    region?: string
    limitMs?: number
    suggested?: string
    called: boolean
    item?: string
  }
  'floor.finished': { account: string }
  'question.collected': { message: string }
  'question.settled': { message: string; answer?: string }
  'moderation.appealed': { message?: string; text: string }
  'moderation.appeal-answered': { appeal: string; upheld: boolean; text: string }
}

/** `data` of the events of polls and statements. Ballots and votes come in with the closing event. */
export interface VotingEventData {
  'poll.opened': FrozenPoll
  'poll.closed': Closing
  'poll.cancelled': { poll: string; reason: string }
  'statement.submitted': { statement: string; text: string }
  'statement.approved': { statement: string }
  'statement.rejected': { statement: string; reason: string }
  'statement.responded': { statement: string; text: string }
  /** `rows` as `Matrix` has them; under five participants there are none, and `withheld` is true. */
  'statements.closed': {
    round: number
    statements: string[]
    participants: number
    rows: string[]
    withheld?: true
  }
}

/** `data` of the events of outcome and minutes. */
export interface OutcomeEventData {
  'outcome.drafted': Outcome
  'outcome.linked': { followUp: number; matter: string; kind: string; title: string }
  /** The text as the record gives it, and as the moderator proposes it. */
  'minutes.proposed': { generated: string; text: string }
  'minutes.confirmed': Nothing
  'minutes.objected': { text: string }
  'minutes.settled': { text: string }
}

type EventsOf<Data> = { [T in keyof Data]: { type: T; data: Data[T] } }[keyof Data]
export type SessionEvent = EventsOf<SessionEventData>
export type RoomEvent = EventsOf<RoomEventData>
export type VotingEvent = EventsOf<VotingEventData>
export type OutcomeEvent = EventsOf<OutcomeEventData>
export type ConsultationEvent = SessionEvent | RoomEvent | VotingEvent | OutcomeEvent
