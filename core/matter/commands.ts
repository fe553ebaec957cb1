import { z } from 'zod'
import { passage } from '../text/hygiene.ts'
import { attachmentHashes } from '../wire/attachments.ts'
import { id, moment } from '../wire/scalars.ts'

export const MESSAGE_LIMIT = 4000
export const REASON_LIMIT = 500
/** How many places one redaction may name. */
export const REDACTION_LIMIT = 100

/** A reason or opinion that someone gives: 1–500 code points. */
export const reason = passage(1, REASON_LIMIT)

/** `data` of the commands that every kind of matter understands. */
export const commonCommands = {
  'message.post': z.strictObject({
    text: passage(1, MESSAGE_LIMIT),
    replyTo: id.optional(),
    attachments: attachmentHashes.optional(),
  }),
  'message.edit': z.strictObject({ message: id, text: passage(1, MESSAGE_LIMIT) }),
  'message.retract': z.strictObject({ message: id }),
  'message.hide': z.strictObject({ message: id, reason }),
  'message.unhide': z.strictObject({ message: id }),
  'message.pin': z.strictObject({ message: id }),
  'message.unpin': z.strictObject({ message: id }),
  'message.endorse': z.strictObject({ message: id }),
  'message.unendorse': z.strictObject({ message: id }),
  'participant.mute': z.strictObject({ account: id, until: moment.optional(), reason }),
  'participant.unmute': z.strictObject({ account: id }),
  'matter.lock': z.strictObject({ reason }),
  'matter.unlock': z.strictObject({}),
  'matter.slow': z.strictObject({ seconds: z.int().min(0).max(3600), until: moment.optional(), reason }),
  'matter.redact': z.strictObject({ events: z.array(z.int().min(1)).min(1).max(REDACTION_LIMIT), reason }),
}

export type CommonCommandType = keyof typeof commonCommands
export type CommonCommand = {
  [T in CommonCommandType]: { type: T; data: z.output<(typeof commonCommands)[T]> }
}[CommonCommandType]
