import { dayEnd, dayOf } from '../../core/clock/calendar.ts'
import type { Verdict } from '../../core/proposal/commands.ts'
import type { RegionLevel } from '../../core/people/roles.ts'
import type { Picture } from './pictures.ts'
import { step, type Step, type Tale, type Told } from './story.ts'

/** One promise of a demo thread; its unit is that of the thread unless said otherwise, its day is counted from today. */
export interface DemoCommitment {
  id: string
  text: string
  unit?: string
  day: number
}

/** One demo thread. */
export interface Thread extends Tale {
  title: string
  subject: string
  unit: string
  /** Usernames. */
  supervisors: string[]
  commitments: DemoCommitment[]
  /** The tale whose promise it is about, and which promise. */
  origin?: [key: string, item: number]
  /** Open to everybody unless said otherwise. */
  open?: boolean
}

/** The end of a day counted from today, ms UTC: promises are kept until the evening. */
export const evening = (told: Told, day: number): number => dayEnd(dayOf(told.day(day)))

/** What shows something: pictures, the first two of them one place before and after where there are two. */
const shown = (told: Told, pictures: readonly Picture[]) => {
  const attachments = pictures.map(told.picture)
  const [before, after] = attachments
  return {
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(before !== undefined && after !== undefined ? { pairs: [{ before, after }] } : {}),
  }
}

// as in story.ts, `after` counts hours from the step before, and days are counted from today

export const respond = (by: string, after: number, text: string): Step =>
  step(by, after, 'supervision.accept', () => ({ text }))
export const report = (
  by: string,
  after: number,
  commitment: string,
  percent: number,
  text: string,
  ...pictures: Picture[]
): Step => step(by, after, 'progress.report', (told) => ({ commitment, percent, text, ...shown(told, pictures) }))
export const claim = (by: string, after: number, commitment: string, text: string, ...pictures: Picture[]): Step =>
  step(by, after, 'commitment.claim-done', (told) => ({ commitment, text, ...shown(told, pictures) }))
export const verify = (
  by: string,
  after: number,
  commitment: string,
  verdict: Verdict,
  text: string,
  ...pictures: Picture[]
): Step => step(by, after, 'commitment.verify', (told) => ({ commitment, verdict, text, ...shown(told, pictures) }))
export const askForTime = (by: string, after: number, commitment: string, day: number, reason: string): Step =>
  step(by, after, 'extension.request', (told) => ({ commitment, due: evening(told, day), reason }))
export const giveTime = (after: number, commitment: string, text: string): Step =>
  step('moderator', after, 'extension.grant', () => ({ commitment, text }))
export const denyTime = (after: number, commitment: string, text: string): Step =>
  step('moderator', after, 'extension.deny', () => ({ commitment, text }))
export const remind = (by: string, after: number, commitment: string, text: string): Step =>
  step(by, after, 'supervision.remind', () => ({ commitment, text }))
export const escalate = (after: number, to: RegionLevel, reason: string): Step =>
  step('moderator', after, 'supervision.escalate', () => ({ to, reason }))
export const closeThread = (after: number, summary: string): Step =>
  step('moderator', after, 'supervision.close', () => ({ summary }))
export const lookBackOn = (by: string, after: number, commitment: string, verdict: Verdict, evidence: string): Step =>
  step(by, after, 'supervision.look-back', () => ({ commitment, verdict, evidence }))
export const follow = (by: string, after: number): Step => step(by, after, 'supervision.follow', () => ({}))
export const observe = (by: string, after: number, text: string, ...pictures: Picture[]): Step =>
  step(by, after, 'supervision.observe', (told) => {
    const attachments = pictures.map(told.picture)
    return { text, ...(attachments.length > 0 ? { attachments } : {}) }
  })
/** Hides what somebody saw, by the name that the step has. */
export const hideSeen = (after: number, observation: string, reason: string): Step =>
  step('moderator', after, 'observation.hide', (told) => ({ observation: told.message(observation), reason }))
export const rateThread = (by: string, after: number, response: number, effect: number, text?: string): Step =>
  step(by, after, 'supervision.rate', () => ({ response, effect, ...(text === undefined ? {} : { text }) }))
