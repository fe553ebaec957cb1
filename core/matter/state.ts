import type { Mark } from '../clock/mark.ts'
import type { Attachment } from '../wire/attachments.ts'

/** Kinds of 事项 that exist so far. */
export const MATTER_KINDS = [
  'proposal',
  'suggestion',
  'consultation',
  'supervision',
  'service',
  'answer',
  'committee',
] as const
export type MatterKind = (typeof MATTER_KINDS)[number]

/** One contribution to a discussion. Its id is the id of its `message.posted` event; times in ms UTC. */
export interface Message {
  id: string
  seq: number
  at: number
  author: string
  text: string
  replyTo?: string
  attachments?: Attachment[]
  /** Earlier texts, oldest first, each with the time until which it stood. */
  earlier?: { text: string; until: number }[]
  retractedAt?: number
  hidden?: { by: string; at: number; reason: string }
  pinned?: { by: string; at: number }
  endorsedBy: string[]
  /** Places of the events that edited it. */
  edits?: number[]
  /** Its content was removed by rule: only its place is left. */
  redacted?: Redacted
}

/** Who removed content, when (ms UTC) and why. */
export interface Redacted {
  by: string
  at: number
  reason: string
}

export interface Mute {
  account: string
  by: string
  at: number
  reason: string
  until?: number
}

export interface Lock {
  by: string
  at: number
  reason: string
}

/** Slow mode: each voice waits `seconds` between two messages. */
export interface SlowMode {
  seconds: number
  by: string
  at: number
  reason: string
  until?: number
}

/** What every matter's state has. Plain JSON; `seq` is the last event folded in; times in ms UTC. */
export interface MatterState {
  id: string
  kind: MatterKind
  status: string
  seq: number
  title: string
  number?: string
  author: string
  createdAt: number
  updatedAt: number
  /** The newest ones, oldest first; core/matter/discussion reads them all. On the wire only the latest. */
  messages: Message[]
  /** Older messages in shelves of equal size, oldest first; absent while there are few, and on the wire. */
  shelves?: Message[][]
  /** Counts them all. */
  messageCount: number
  mutes: Mute[]
  lock?: Lock
  slow?: SlowMode
  /** What its clocks need of the record, in order. */
  marks: Mark[]
}

/** The fields of `MatterState` that a fresh matter starts with. */
export const emptyDiscussion = () => ({
  messages: [] as Message[],
  messageCount: 0,
  mutes: [] as Mute[],
  marks: [] as Mark[],
})
