import type { RegionLevel } from '../../core/people/roles.ts'
import type { Category } from '../../core/proposal/categories.ts'
import type { Begins } from './hours.ts'
import { step, type Step, type Tale } from './story.ts'

/** One demo request for help. */
export interface Request extends Tale {
  title: string
  details: string
  category?: Category
  region: string
  /** Whose expertise is asked for. */
  sectors?: string[]
}

/** What was published of a request, as a matter of its own. */
export interface PublishedAnswer extends Tale {
  /** The key of the request. */
  from: string
}

export const claim = (by: string, after: number): Step => step(by, after, 'service.claim', () => ({}))
export const cannot = (by: string, after: number, reason: string): Step =>
  step(by, after, 'service.refuse', () => ({ reason }))
export const handBack = (by: string, after: number, reason: string): Step =>
  step(by, after, 'service.hand-back', () => ({ reason }))
export const sendTo = (after: number, unit: string): Step => step('moderator', after, 'service.send', () => ({ unit }))
export const meet = (
  by: string,
  after: number,
  begins: Begins,
  { minutes = 40, ...more }: { place: string; minutes?: number; note?: string; instead?: number },
): Step => step(by, after, 'appointment.propose', (told) => ({ startsAt: told.beginning(begins), minutes, ...more }))
export const agree = (by: string, after: number, appointment = 0): Step =>
  step(by, after, 'appointment.accept', () => ({ appointment }))
export const resolve = (by: string, after: number, answer: string): Step =>
  step(by, after, 'service.resolve', () => ({ answer }))
export const reopen = (after: number, reason: string): Step =>
  step('representative', after, 'service.reopen', () => ({ reason }))
export const rateHelp = (after: number, score: number, text?: string): Step =>
  step('representative', after, 'service.rate', () => ({ score, ...(text === undefined ? {} : { text }) }))
export const takeBackRequest = (after: number, reason: string): Step =>
  step('representative', after, 'service.withdraw', () => ({ reason }))
export const endRequest = (after: number, reason: string): Step =>
  step('moderator', after, 'service.close', () => ({ reason }))
export const draftAnswer = (
  by: string,
  after: number,
  words: { title: string; question: string; answer: string },
): Step => step(by, after, 'publication.draft', () => words)
export const agreeToPublish = (after: number, level?: RegionLevel): Step =>
  step('representative', after, 'publication.consent', () => ({
    draft: 0,
    ...(level === undefined ? {} : { level }),
  }))
export const refuseToPublish = (after: number, reason: string): Step =>
  step('representative', after, 'publication.decline', () => ({ reason }))
