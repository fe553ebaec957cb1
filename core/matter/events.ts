import type { Redaction } from '../record/redact.ts'
import type { Attachment } from '../wire/attachments.ts'

/** `data` of the events that every kind of matter can have. */
export interface CommonEventData {
  'message.posted': { text: string; replyTo?: string; attachments?: Attachment[] }
  'message.edited': { message: string; text: string }
  'message.retracted': { message: string }
  'message.hidden': { message: string; reason: string }
  'message.unhidden': { message: string }
  'message.pinned': { message: string }
  'message.unpinned': { message: string }
  'message.endorsed': { message: string }
  'message.unendorsed': { message: string }
  'participant.muted': { account: string; until?: number; reason: string }
  'participant.unmuted': { account: string }
  'matter.locked': { reason: string }
  'matter.unlocked': Record<string, never>
  'matter.slowed': { seconds: number; until?: number; reason: string }
  'matter.redacted': Redaction
}

export type CommonEventType = keyof CommonEventData
export type CommonEvent = { [T in CommonEventType]: { type: T; data: CommonEventData[T] } }[CommonEventType]
