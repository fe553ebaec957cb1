import type { Mark } from '../clock/mark.ts'
import type { Attachment } from '../wire/attachments.ts'

/** Kinds of 事项 that exist so far. */
export const MATTER_KINDS = ['proposal', 'suggestion'] as const
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
  /** Oldest first. On the wire only the latest; `messageCount` counts them all. */
  messages: Message[]
  messageCount: number
  /** When each voice last posted, for slow mode. */
  lastPost: Record<string, number>
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
  lastPost: {} as Record<string, number>,
  mutes: [] as Mute[],
  marks: [] as Mark[],
})

/** The state as sent: the latest `count` messages and, before them, older pinned ones. */
export function windowed<S extends MatterState>(state: S, count: number): S {
  const cut = state.messages.length - count
  if (cut <= 0) return state
  const pinned = state.messages.slice(0, cut).filter((message) => message.pinned)
  return { ...state, messages: [...pinned, ...state.messages.slice(cut)] }
}
