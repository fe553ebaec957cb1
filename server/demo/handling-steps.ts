import type { DeclineReason, EVALUATION, NextChannel, Verdict } from '../../core/proposal/commands.ts'
import { step, type Step } from './story.ts'

// as in story.ts, `after` counts hours from the step before, and days are counted from today

export const merge = (after: number, into: string): Step =>
  step('moderator', after, 'proposal.merge', (told) => ({ into: told.matter(into) }))
export const unmerge = (after: number, reason: string): Step =>
  step('moderator', after, 'proposal.unmerge', () => ({ reason }))
export const assign = (after: number, lead: string, dueDay: number, assisting: string[] = []): Step =>
  step('moderator', after, 'proposal.assign', (told) => ({ lead, assisting, due: told.day(dueDay) }))
export const accept = (by: string, after: number): Step => step(by, after, 'proposal.accept-assignment', () => ({}))
export const refuse = (by: string, after: number, reason: string): Step =>
  step(by, after, 'proposal.refuse-assignment', () => ({ reason }))
export const assist = (by: string, after: number, text: string): Step =>
  step(by, after, 'proposal.assist', () => ({ text }))

/** One item of an answer, without its number: items answer the suggestions in their order. */
interface Item {
  class: 'A' | 'B' | 'C'
  text: string
  promise?: { owner: string; day: number }
}
export const done = (text: string): Item => ({ class: 'A', text })
export const promised = (text: string, owner: string, day: number): Item => ({
  class: 'B',
  text,
  promise: { owner, day },
})
export const noted = (text: string): Item => ({ class: 'C', text })

export const answer = (by: string, after: number, text: string, ...items: Item[]): Step =>
  step(by, after, 'proposal.answer', (told) => ({
    text,
    items: items.map(({ promise, ...item }, suggestion) => ({
      suggestion,
      ...item,
      ...(promise ? { promise: { owner: promise.owner, due: told.day(promise.day) } } : {}),
    })),
  }))
export const release = (after: number): Step => step('moderator', after, 'proposal.release-answer', () => ({}))
export const sendAnswerBack = (after: number, reason: string): Step =>
  step('moderator', after, 'proposal.return-answer', () => ({ reason }))

type Result = (typeof EVALUATION)['result'][number]
type Attitude = (typeof EVALUATION)['attitude'][number]

/** Somebody who was visited says what they think; `attitude` is satisfied unless said otherwise. */
export const evaluate = (
  by: string,
  after: number,
  result: Result,
  text?: string,
  attitude: Attitude = 'satisfied',
): Step =>
  step(by, after, 'proposal.evaluate', () => ({
    contact: 'visited',
    method: 'visit',
    attitude,
    pertinence: result === 'agree' ? 'yes' : 'mostly',
    result,
    ...(text === undefined ? {} : { text }),
  }))
export const rehandle = (after: number, reason: string): Step =>
  step('moderator', after, 'proposal.rehandle', () => ({ reason }))
export const close = (after: number): Step => step('moderator', after, 'proposal.close', () => ({}))
export const lookBack = (after: number, suggestion: number, verdict: Verdict, evidence: string): Step =>
  step('moderator', after, 'proposal.look-back', () => ({ suggestion, verdict, evidence }))

export const forward = (after: number, unit: string, dueDay: number): Step =>
  step('moderator', after, 'suggestion.forward', (told) => ({ unit, due: told.day(dueDay) }))
export const turnDown = (after: number, reason: DeclineReason, text: string, channel: NextChannel): Step =>
  step('moderator', after, 'suggestion.decline', () => ({ reason, text, channel }))
export const reply = (by: string, after: number, text: string): Step =>
  step(by, after, 'suggestion.answer', () => ({ text }))
export const rate = (by: string, after: number, score: number, text?: string): Step =>
  step(by, after, 'suggestion.rate', () => ({ score, ...(text === undefined ? {} : { text }) }))
export const takeUp = (by: string, after: number, proposal: string): Step =>
  step(by, after, 'suggestion.take-up', (told) => ({ proposal: told.matter(proposal) }))
