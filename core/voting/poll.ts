import { canonical } from '../record/canonical.ts'
import { sha256Hex } from '../record/hash.ts'
import type { Method } from './methods.ts'

/** Results of anonymous polls are shown from this many ballots on. */
export const ANONYMITY_FLOOR = 5

/** How many must have cast a ballot: at least this share of the roll, or of those present when the poll opened. */
export interface Quorum {
  of: 'roll' | 'present'
  share: number
}

/**
 * How many must stand behind the winner (or agree): at least this share of the ballots cast, of those present at the
 * opening, or of the roll; with `above`, more than it. Abstentions and blank ballots are ballots cast.
 */
export interface Threshold {
  of: 'cast' | 'present' | 'roll'
  share: number
  above?: boolean
}

/** What is voted on and how it is counted. Times in ms UTC; `points` is what a dots ballot may give away. */
export interface PollDefinition {
  poll: string
  question: string
  method: Method
  /** Empty for stances, whose four answers are fixed. */
  options: string[]
  named: boolean
  results: 'live' | 'at-close'
  quorum?: Quorum
  threshold?: Threshold
  closesAt?: number
  points?: number
  /** The item of the agenda during which it was opened. */
  item?: string
}

/**
 * A poll as it stands from its opening on: definition, roll (account ids in ascending order), how many of the roll were
 * present, and the hash of all of it.
 */
export interface FrozenPoll extends PollDefinition {
  roll: string[]
  present: number
  digest: string
}

/** Freezes a definition with its roll; who is on it twice has one vote. */
export function freeze(definition: PollDefinition, voters: Iterable<string>, present: number): FrozenPoll {
  const open = { ...definition, roll: [...new Set(voters)].sort(), present }
  return { ...open, digest: digestOf(open) }
}

/** SHA-256 of JCS(the frozen poll without `digest`). */
export function digestOf(poll: Omit<FrozenPoll, 'digest'>): string {
  const { digest: _digest, ...open } = poll as FrozenPoll
  return sha256Hex(canonical(open))
}
