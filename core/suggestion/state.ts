import type { Attachment } from '../wire/attachments.ts'
import type { MatterState } from '../matter/state.ts'
import type { DeclineReason, NextChannel } from '../proposal/commands.ts'

export const SUGGESTION_STATUSES = ['submitted', 'forwarded', 'answered', 'declined', 'closed', 'taken-up'] as const
export type SuggestionStatus = (typeof SUGGESTION_STATUSES)[number]

/** Where nothing more is said or done. */
export const SUGGESTION_ENDS: readonly SuggestionStatus[] = ['declined', 'closed', 'taken-up']

/** A micro-suggestion 微建议; `title` is its text up to the first 30 characters. Times in ms UTC. */
export interface SuggestionState extends MatterState {
  kind: 'suggestion'
  status: SuggestionStatus
  text: string
  category?: string
  region: string
  attachments?: Attachment[]
  /** Every unit that it was forwarded to. */
  units?: string[]
  forwarding?: { unit: string; due: number; by: string; at: number }
  answer?: { text: string; unit: string; by: string; at: number }
  rating?: { score: number; text?: string; at: number }
  declined?: { reason: DeclineReason; text: string; channel: NextChannel; by: string; at: number }
  takenUp?: { proposal: string; title?: string; by: string; at: number }
}
