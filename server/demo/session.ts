import { createHash } from 'node:crypto'
import type { Outcome, PlannedItem, Visibility } from '../../core/consultation/commands.ts'
import type { StatementVote } from '../../core/consultation/statements.ts'
import type { PollDefinition } from '../../core/voting/poll.ts'
import type { Choice } from '../../core/voting/methods.ts'
import type { Begins } from './hours.ts'
import { step, type Step, type Tale } from './story.ts'

/** One demo session. Where it begins lies after what its first steps do, whatever holidays move it. */
export interface Session extends Tale {
  title: string
  question: string
  background?: string
  agenda: PlannedItem[]
  begins: Begins
  /** Usernames. */
  people: string[]
  /** Keys of the tales it is about. */
  linked?: string[]
  /** The whole committee unless said otherwise. */
  visibility?: Visibility
}

/**
 * What happens in the room: `after` counts minutes, from the beginning of the session for the first step, which may lie
 * before it.
 */
export const sitting = (...steps: (Step | Step[])[]): Step[] =>
  steps.flat().map((one, i) => ({ ...one, sitting: i === 0 ? 'begins' : 'goes-on' }))

const each = <T>(many: readonly T[], then: (one: T, i: number) => Step): Step[] => many.map(then)
const plain = (type: Step['type']) => (after: number) => step('moderator', after, type, () => ({}))

export const callIn = plain('consultation.invite')
export const open = plain('consultation.open')
export const conclude = plain('consultation.conclude')
export const closeStatements = plain('statements.close')
export const settleMinutes = plain('minutes.settle')
export const postpone = (after: number, begins: Begins, reason: string): Step =>
  step('moderator', after, 'consultation.postpone', (told) => ({ startsAt: told.beginning(begins), reason }))
export const cancel = (after: number, reason: string): Step =>
  step('moderator', after, 'consultation.cancel', () => ({ reason }))
export const pause = (after: number, reason: string): Step =>
  step('moderator', after, 'consultation.pause', () => ({ reason }))
export const announce = (after: number, text: string): Step =>
  step('moderator', after, 'consultation.announce', () => ({ text }))

export const coming = (after: number, ...whom: string[]): Step[] =>
  each(whom, (by) => step(by, after, 'attendance.accept', () => ({})))
export const excuse = (by: string, after: number, reason: string): Step =>
  step(by, after, 'attendance.excuse', () => ({ reason }))
export const grantLeave = (after: number, whom: string): Step =>
  step('moderator', after, 'attendance.decide-leave', (told) => ({ account: told.account(whom), granted: true }))
/** People come into the room, half a minute after one another. */
export const arrive = (after: number, ...whom: string[]): Step[] =>
  each(whom, (by, i) => step(by, i === 0 ? after : 0.5, 'attendance.check-in', () => ({})))
export const leave = (by: string, after: number): Step => step(by, after, 'attendance.leave', () => ({}))

const onItem = (type: Step['type']) => (after: number, item: string) => step('moderator', after, type, () => ({ item }))
export const startItem = onItem('agenda.start')
export const finishItem = onItem('agenda.finish')
export const extendItem = (after: number, item: string, minutes: number): Step =>
  step('moderator', after, 'agenda.extend', () => ({ item, minutes }))

export const raise = (after: number, ...whom: string[]): Step[] =>
  each(whom, (by) => step(by, after, 'floor.request', () => ({})))
/** Gives somebody the floor, who has finished `lasts` minutes later; `limit` is the minutes that were given. */
export const speech = (after: number, who: string, lasts: number, limit?: number): Step[] => [
  step('moderator', after, 'floor.grant', (told) => ({
    account: told.account(who),
    ...(limit === undefined ? {} : { minutes: limit }),
  })),
  step(who, lasts, 'floor.finish', () => ({})),
]

export const collect = (by: string, after: number, name: string): Step =>
  step(by, after, 'question.collect', (told) => ({ message: told.message(name) }))
export const settle = (after: number, name: string, answer: string): Step =>
  step('moderator', after, 'question.settle', (told) => ({
    message: told.message(name),
    answer: told.message(answer),
  }))

export const openPoll = (
  after: number,
  { options = [], ...poll }: Omit<PollDefinition, 'item' | 'options'> & { options?: string[] },
): Step => step('moderator', after, 'poll.open', () => ({ ...poll, options }))
export const closePoll = (after: number, poll: string): Step => step('moderator', after, 'poll.close', () => ({ poll }))

/** Ballots with names, each `after` the one before: what somebody chose, and why if they say so. */
export const cast = (after: number, poll: string, ballots: Record<string, Choice | [Choice, string]>): Step[] =>
  each(Object.entries(ballots), ([by, said]) =>
    step(by, after, 'ballot.cast', () =>
      reasoned(said) ? { poll, choice: said[0], reason: said[1] } : { poll, choice: said },
    ),
  )
const reasoned = (said: Choice | [Choice, string]): said is [Choice, string] =>
  Array.isArray(said) && typeof said[1] === 'string'

/** Ballots without names. What a nonce is for, nobody can guess it, does not matter here; it is the same at every start. */
export const castSecretly = (after: number, poll: string, ballots: Record<string, Choice>): Step[] =>
  each(Object.entries(ballots), ([by, choice]) =>
    step(by, after, 'ballot.cast', () => ({
      poll,
      choice,
      nonce: createHash('sha256').update(`demo ${poll} ${by}`).digest('hex'),
    })),
  )

export const state = (by: string, after: number, statement: string, text: string): Step =>
  step(by, after, 'statement.submit', () => ({ statement, text }))
export const approve = (after: number, ...statements: string[]): Step[] =>
  each(statements, (statement) => step('moderator', after, 'statement.approve', () => ({ statement })))
export const reject = (after: number, statement: string, reason: string): Step =>
  step('moderator', after, 'statement.reject', () => ({ statement, reason }))
export const respond = (by: string, after: number, statement: string, text: string): Step =>
  step(by, after, 'statement.respond', () => ({ statement, text }))

const VOTES: Record<string, StatementVote> = { a: 'agree', d: 'disagree', p: 'pass' }
/** What people say of the statements: a letter each, `-` for those that somebody did not vote on. */
export const voteOn = (after: number, statements: string[], votes: Record<string, string>): Step[] =>
  Object.entries(votes).flatMap(([by, letters]) =>
    [...letters].flatMap((letter, i) => {
      const vote = VOTES[letter]
      return vote ? [step(by, after, 'statement.vote', () => ({ statement: statements[i], vote }))] : []
    }),
  )

/** An outcome whose owners are usernames or units, and whose days are counted from today. */
interface DemoOutcome extends Omit<Outcome, 'followUps'> {
  followUps: { text: string; owner: string; day: number }[]
}
const outcomeOf =
  ({ followUps, ...points }: DemoOutcome) =>
  (told: Parameters<Step['data']>[0]) => ({
    ...points,
    followUps: followUps.map(({ text, owner, day }) => ({ text, owner: told.owner(owner), due: told.day(day) })),
  })
export const draft = (after: number, outcome: DemoOutcome): Step =>
  step('moderator', after, 'outcome.draft', outcomeOf(outcome))
export const publish = (after: number, owner: string, reviewDay: number, outcome: DemoOutcome): Step =>
  step('moderator', after, 'consultation.publish', (told) => ({
    outcome: outcomeOf(outcome)(told),
    owner: told.owner(owner),
    reviewOn: told.day(reviewDay),
  }))
export const review = (after: number, text: string): Step =>
  step('moderator', after, 'consultation.review', () => ({ text }))
/** Ties the tale's matter to the follow-up of a session that it grew from. */
export const growFrom = (by: string, after: number, session: string, followUp: number): Step => ({
  ...step(by, after, 'outcome.link', (told) => ({ followUp, matter: told.matter(told.key) })),
  in: session,
})

export const proposeMinutes = (after: number, text?: string): Step =>
  step('moderator', after, 'minutes.propose', () => (text === undefined ? {} : { text }))
export const confirm = (after: number, ...whom: string[]): Step[] =>
  each(whom, (by) => step(by, after, 'minutes.confirm', () => ({})))
export const objectTo = (by: string, after: number, text: string): Step =>
  step(by, after, 'minutes.object', () => ({ text }))

export const appeal = (by: string, after: number, text: string, message?: string): Step =>
  step(by, after, 'moderation.appeal', (told) => ({
    text,
    ...(message === undefined ? {} : { message: told.message(message) }),
  }))
