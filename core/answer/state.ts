import type { MatterState } from '../matter/state.ts'

export const ANSWER_STATUSES = ['published', 'withdrawn'] as const
export type AnswerStatus = (typeof ANSWER_STATUSES)[number]

/** 微服务公开解答: an answer that everyone may read. Its author is who published it. */
export interface AnswerState extends MatterState {
  kind: 'answer'
  status: AnswerStatus
  question: string
  answer: string
  category?: string
  region?: string
  helper: 'member' | 'unit'
  withdrawn?: { by: string; at: number; reason?: string }
}
