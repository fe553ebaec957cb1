import type { Publishable } from '../matter/decision.ts'

/** `data` of the events of a published answer. It names neither who asked nor the request. */
export interface AnswerEventData {
  'answer.published': Publishable
  /** Without a reason the one who asked wanted it. */
  'answer.withdrawn': { reason?: string }
}

export type AnswerEventType = keyof AnswerEventData
export type AnswerEvent = { [T in AnswerEventType]: { type: T; data: AnswerEventData[T] } }[AnswerEventType]
