import { canonical } from '../record/canonical.ts'
import { sha256Hex } from '../record/hash.ts'
import { STANCES, TOP_SCORE, type Choice } from './methods.ts'
import type { PollDefinition } from './poll.ts'

/** A ballot with a name: the voter's last one counts. */
export interface NamedBallot {
  voter: string
  choice: Choice
  reason?: string
}

/** A ballot without one: `leaf` is known to nobody but who holds the nonce. */
export interface AnonymousBallot {
  leaf: string
  choice: Choice
}

export type Ballot = NamedBallot | AnonymousBallot

/** `leaf` = SHA-256 of the UTF-8 text nonce + JCS([poll, choice]): with the nonce a voter finds the own ballot again. */
export function leafOf(poll: string, choice: Choice, nonce: string): string {
  return sha256Hex(nonce + canonical([poll, choice]))
}

/** What is wrong with a choice. */
export type ChoiceFault = 'shape' | 'no-such-option' | 'repeated' | 'empty-tier' | 'incomplete' | 'score' | 'points'

type Rules = Pick<PollDefinition, 'method' | 'options' | 'points'>

/** Checks what a ballot says against the poll; `undefined` when it can be counted. Takes anything. */
export function choiceFault({ method, options, points = 0 }: Rules, choice: unknown): ChoiceFault | undefined {
  const isOption = (index: unknown) =>
    Number.isInteger(index) && (index as number) >= 0 && (index as number) < options.length
  const among = (indexes: unknown[]): ChoiceFault | undefined =>
    !indexes.every(isOption) ? 'no-such-option' : new Set(indexes).size < indexes.length ? 'repeated' : undefined
  const isNumber = (value: unknown, most: number) =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
  switch (method) {
    case 'single':
      return typeof choice !== 'number' ? 'shape' : isOption(choice) ? undefined : 'no-such-option'
    case 'approval':
      return Array.isArray(choice) ? among(choice) : 'shape'
    case 'stance':
      return STANCES.some((stance) => stance === choice) ? undefined : 'shape'
    case 'score':
      if (!Array.isArray(choice)) return 'shape'
      if (choice.length !== options.length) return 'incomplete'
      return choice.every((score) => score === null || isNumber(score, TOP_SCORE)) ? undefined : 'score'
    case 'ranking':
      if (!Array.isArray(choice) || !choice.every((tier) => Array.isArray(tier))) return 'shape'
      return choice.some((tier) => tier.length === 0) ? 'empty-tier' : among(choice.flat())
    case 'dots': {
      if (!Array.isArray(choice)) return 'shape'
      if (choice.length !== options.length) return 'incomplete'
      if (!choice.every((given) => isNumber(given, points))) return 'points'
      return (choice as number[]).reduce((sum, given) => sum + given, 0) <= points ? undefined : 'points'
    }
    default:
      return method satisfies never
  }
}
