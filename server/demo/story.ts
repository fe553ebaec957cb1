import type { CommandType } from '../../core/kinds.ts'
import type { Category } from '../../core/proposal/categories.ts'
import type { Begins } from './hours.ts'
import type { DeclineReason, NextChannel, ProposalForm } from '../../core/proposal/commands.ts'
import type { Picture } from './pictures.ts'

/** What somebody does in a story, `after` hours after the step before. People are usernames. */
export interface Step {
  by: string
  after: number
  /** In a room: `after` counts minutes, from the beginning of the session or from the step before. */
  sitting?: 'begins' | 'goes-on'
  type: CommandType
  /** Made when the step is taken: it may need ids of what was said before. */
  data: (story: Told) => object
  /** The name under which a later step finds the message. */
  name?: string
  /** The key of the tale whose matter it is done to, where that is another one. */
  in?: string
}

/** What a step can look up: ids of people, of named messages, of the matters of other stories, and days from today. */
export interface Told {
  /** The key of its own tale. */
  key: string
  account(username: string): string
  /** An account by its username, or a unit by its id. */
  owner(name: string): string
  message(name: string): string
  /** The place of a named message in the record. */
  place(name: string): number
  /** The hash of a picture that somebody took. */
  picture(picture: Picture): string
  matter(key: string): string
  /** The time `days` days from the day on which the demo began, ms UTC; negative ones lie in the past. */
  day(days: number): number
  /** When a sitting begins, ms UTC. */
  beginning(begins: Begins): number
}

export interface ProposalText {
  title: string
  situation: string
  analysis?: string
  suggestions: string[]
  category: Category
  region: string
}

/** Who begins a matter how many days ago, and what becomes of it. */
export interface Tale {
  key: string
  by: string
  daysAgo: number
  then: Step[]
}

/** One demo suggestion. */
export interface Clue extends Tale {
  text: string
  category?: Category
  region: string
}

/** One demo proposal. */
export interface Story extends Tale, ProposalText {
  form?: ProposalForm
  /** Open to everybody unless said otherwise. */
  open?: boolean
  cosigners?: string[]
  /** The key of the suggestion it grew from. */
  origin?: string
  /** The units its author would have it handled by. */
  wish?: { lead?: string; assisting?: string[] }
}

export const step = (by: string, after: number, type: CommandType, data: Step['data'], name?: string): Step => ({
  by,
  after,
  type,
  data,
  ...(name === undefined ? {} : { name }),
})

export const say = (by: string, after: number, text: string, more: { as?: string; to?: string } = {}): Step =>
  step(
    by,
    after,
    'message.post',
    (told) => ({ text, ...(more.to === undefined ? {} : { replyTo: told.message(more.to) }) }),
    more.as,
  )

const onMessage = (type: CommandType) => (by: string, after: number, name: string) =>
  step(by, after, type, (told) => ({ message: told.message(name) }))
export const pin = onMessage('message.pin')
export const endorse = onMessage('message.endorse')
export const retract = onMessage('message.retract')

export const edit = (by: string, after: number, name: string, text: string): Step =>
  step(by, after, 'message.edit', (told) => ({ message: told.message(name), text }))
export const hide = (by: string, after: number, name: string, reason: string): Step =>
  step(by, after, 'message.hide', (told) => ({ message: told.message(name), reason }))
/** The one step that asks for the password again: the demo has given it. */
export const redact = (by: string, after: number, name: string, reason: string): Step =>
  step(by, after, 'matter.redact', (told) => ({ events: [told.place(name)], reason }))
export const mute = (by: string, after: number, whom: string, reason: string): Step =>
  step(by, after, 'participant.mute', (told) => ({ account: told.account(whom), reason }))
export const slow = (by: string, after: number, seconds: number, reason: string): Step =>
  step(by, after, 'matter.slow', () => ({ seconds, reason }))
export const lock = (by: string, after: number, reason: string): Step =>
  step(by, after, 'matter.lock', () => ({ reason }))

export const support = (by: string, after: number): Step => step(by, after, 'proposal.support', () => ({}))
export const invite = (by: string, after: number, ...whom: string[]): Step =>
  step(by, after, 'proposal.invite-cosigner', (told) => ({ accounts: whom.map((name) => told.account(name)) }))
export const cosign = (by: string, after: number, opinion?: string): Step =>
  step(by, after, 'proposal.cosign', () => (opinion === undefined ? {} : { opinion }))
export const declineCosign = (by: string, after: number, reason: string): Step =>
  step(by, after, 'proposal.decline-cosign', () => ({ reason }))
export const revise = (by: string, after: number, text: ProposalText): Step =>
  step(by, after, 'proposal.revise', () => text)
export const withdraw = (by: string, after: number, reason: string): Step =>
  step(by, after, 'proposal.withdraw', () => ({ reason }))
export const sendBack = (after: number, reason: string): Step =>
  step('moderator', after, 'proposal.return', () => ({ reason }))
export const decline = (after: number, reason: DeclineReason, text: string, channel: NextChannel): Step =>
  step('moderator', after, 'proposal.decline', () => ({ reason, text, channel }))
export const file = (after: number, category: Category, weight: 'normal' | 'key' = 'normal'): Step =>
  step('moderator', after, 'proposal.file', () => ({ category, weight }))
