import type { Command } from '../../../../../core/kinds.ts'
import { CONSULTATION_LIMITS } from '../../../../../core/consultation/commands.ts'
import { tidy } from '../../../../../core/text/hygiene.ts'
import type { Method } from '../../../../../core/voting/methods.ts'
import type { Quorum, Threshold } from '../../../../../core/voting/poll.ts'

export const QUORUMS = ['none', 'roll', 'present'] as const
export const THRESHOLDS = ['none', 'majority', 'twoThirds', 'rollMajority'] as const

/** Minutes after which a poll can end by itself; 0 for never. */
export const ENDS = [0, 2, 5, 10] as const

/** A poll as a moderator writes it: one option a line. */
export interface PollForm {
  question: string
  method: Method
  options: string
  points: number
  named: boolean
  results: 'live' | 'at-close'
  quorum: (typeof QUORUMS)[number]
  threshold: (typeof THRESHOLDS)[number]
  /** It ends by itself after so many minutes; 0 when the moderator ends it. */
  minutes: number
}

export type PollFault = 'needQuestion' | 'needOptions' | 'sameOptions' | 'needPoints'

export const emptyPoll = (): PollForm => ({
  question: '',
  method: 'stance',
  options: '',
  points: 10,
  named: true,
  results: 'at-close',
  quorum: 'roll',
  threshold: 'majority',
  minutes: 0,
})

const QUORUM: Record<PollForm['quorum'], Quorum | undefined> = {
  none: undefined,
  roll: { of: 'roll', share: 0.5 },
  present: { of: 'present', share: 2 / 3 },
}
const THRESHOLD: Record<PollForm['threshold'], Threshold | undefined> = {
  none: undefined,
  majority: { of: 'cast', share: 0.5, above: true },
  twoThirds: { of: 'cast', share: 2 / 3 },
  rollMajority: { of: 'roll', share: 0.5, above: true },
}

/** The lines that say something, as the record will have them. */
export const optionsOf = ({ options }: Pick<PollForm, 'options'>): string[] =>
  options
    .split('\n')
    .map((line) => tidy(line))
    .filter((line) => line !== '')

/** What is missing, the first thing first; `undefined` when the poll can be opened. */
export function pollFault(form: PollForm): PollFault | undefined {
  if (tidy(form.question) === '') return 'needQuestion'
  if (form.method === 'stance') return undefined
  const options = optionsOf(form)
  if (options.length < 2) return 'needOptions'
  if (new Set(options).size < options.length) return 'sameOptions'
  const { points } = form
  const fits = Number.isInteger(points) && points >= 1 && points <= CONSULTATION_LIMITS.points
  return form.method === 'dots' && !fits ? 'needPoints' : undefined
}

/** The data of `poll.open` under the id `poll`; `now` is the server's clock, ms UTC. */
export function pollData(form: PollForm, poll: string, now: number): Extract<Command, { type: 'poll.open' }>['data'] {
  const { method, named, results } = form
  const quorum = QUORUM[form.quorum]
  const threshold = THRESHOLD[form.threshold]
  return {
    poll,
    question: tidy(form.question),
    method,
    options: method === 'stance' ? [] : optionsOf(form),
    named,
    results: named ? results : 'at-close',
    ...(quorum ? { quorum } : {}),
    ...(threshold ? { threshold } : {}),
    ...(form.minutes > 0 ? { closesAt: now + form.minutes * 60_000 } : {}),
    ...(method === 'dots' ? { points: form.points } : {}),
  }
}
