import type { DeclineReason, NextChannel } from '../proposal/commands.ts'
import type { Attachment } from '../wire/attachments.ts'

/** `data` of the events of a suggestion. Times in ms UTC. */
export interface SuggestionEventData {
  'suggestion.submitted': { text: string; category?: string; region: string; attachments?: Attachment[] }
  'suggestion.forwarded': { unit: string; due: number }
  'suggestion.declined': { reason: DeclineReason; text: string; channel: NextChannel }
  'suggestion.answered': { text: string; unit: string }
  'suggestion.rated': { score: number; text?: string }
  /** `title` where the proposal is open to all. */
  'suggestion.taken-up': { proposal: string; title?: string }
}

export type SuggestionEventType = keyof SuggestionEventData
export type SuggestionEvent = {
  [T in SuggestionEventType]: { type: T; data: SuggestionEventData[T] }
}[SuggestionEventType]
