import { z } from 'zod'
import { reason } from '../matter/commands.ts'
import { DECLINE_REASONS, inHand, NEXT_CHANNELS } from '../proposal/commands.ts'
import { optionalPassage, passage, title } from '../text/hygiene.ts'
import { attachmentHashes } from '../wire/attachments.ts'
import { code, id, moment } from '../wire/scalars.ts'

export const SUGGESTION_LIMITS = { text: 200, answer: 2000, opinion: 500 } as const

export const suggestionCommands = {
  'suggestion.submit': z.strictObject({
    text: passage(1, SUGGESTION_LIMITS.text),
    category: title(32).optional(),
    region: code,
    attachments: attachmentHashes.optional(),
  }),
  'suggestion.forward': z.strictObject({ unit: code, due: moment.optional(), from: inHand }),
  'suggestion.decline': z.strictObject({
    reason: z.enum(DECLINE_REASONS),
    text: reason,
    channel: z.enum(NEXT_CHANNELS),
  }),
  'suggestion.answer': z.strictObject({ text: passage(1, SUGGESTION_LIMITS.answer) }),
  'suggestion.rate': z.strictObject({ score: z.int().min(1).max(5), text: optionalPassage(SUGGESTION_LIMITS.opinion) }),
  'suggestion.take-up': z.strictObject({ proposal: id }),
}

export type SuggestionCommandType = keyof typeof suggestionCommands
export type SuggestionCommand = {
  [T in SuggestionCommandType]: { type: T; data: z.output<(typeof suggestionCommands)[T]> }
}[SuggestionCommandType]
