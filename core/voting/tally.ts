import { canonical } from '../record/canonical.ts'
import type { AnonymousBallot, Ballot, NamedBallot } from './ballot.ts'
import { count, standsBehind } from './count.ts'
import { ANONYMITY_FLOOR, type FrozenPoll } from './poll.ts'
import { reaches } from './share.ts'

/**
 * What came of a poll. `quorate` is true when no quorum was asked for; `passed` is there when a threshold was, and is
 * never true without the quorum; `counts`, `order` and `winner` as `Count` has them.
 */
export interface Tally {
  cast: number
  eligible: number
  quorate: boolean
  passed?: boolean
  counts: number[]
  order?: number[][]
  winner?: number
}

/** What the closing event brings into the record. `withheld`: too few anonymous ballots to show any of them. */
export interface Closing {
  poll: string
  ballots: Ballot[]
  tally: Tally
  withheld?: true
}

/** Counts a poll from its ballots, one a voter. */
export function tallyOf(poll: FrozenPoll, ballots: readonly Ballot[]): Tally {
  const { method, options, roll, present, threshold } = poll
  const cast = ballots.length
  const result = count(
    method,
    options.length,
    ballots.map(({ choice }) => choice),
  )
  const quorate = isQuorate(poll, cast)
  const base = { cast, present, roll: roll.length }
  const leading = method === 'stance' ? 0 : result.winner
  const behind =
    leading === undefined ? 0 : ballots.filter(({ choice }) => standsBehind(method, choice, leading)).length
  const passed = threshold && quorate && reaches(behind, base[threshold.of], threshold.share, threshold.above)
  return { cast, eligible: roll.length, quorate, ...(passed === undefined ? {} : { passed }), ...result }
}

/** Whether enough ballots were cast; always, when no quorum was asked for. */
export function isQuorate({ quorum, roll, present }: FrozenPoll, cast: number): boolean {
  return !quorum || reaches(cast, quorum.of === 'roll' ? roll.length : present, quorum.share)
}

/** Too few anonymous ballots for anything of them to be shown. */
export function isWithheld({ named }: Pick<FrozenPoll, 'named'>, cast: number): boolean {
  return !named && cast < ANONYMITY_FLOOR
}

/**
 * Closes a poll: its ballots in an order that tells nothing of when they came (by voter, or by leaf), and its tally.
 * Under five anonymous ballots only how many they are.
 */
export function close(poll: FrozenPoll, ballots: readonly Ballot[]): Closing {
  const { cast, eligible, quorate, ...shown } = tallyOf(poll, ballots)
  if (isWithheld(poll, cast))
    return { poll: poll.poll, ballots: [], tally: { cast, eligible, quorate, counts: [] }, withheld: true }
  return { poll: poll.poll, ballots: [...ballots].sort(byKey), tally: { cast, eligible, quorate, ...shown } }
}

/** The order of ballots in the record: by voter, or by leaf; two of one leaf by what they say. */
export function byKey(a: Ballot, b: Ballot): number {
  const key = (ballot: Ballot) => (isNamed(ballot) ? ballot.voter : ballot.leaf + canonical(ballot.choice))
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0
}

export function isNamed(ballot: Ballot): ballot is NamedBallot {
  return 'voter' in ballot
}

/** The ballot that a leaf names, for a voter who looks for the own one. */
export function ballotByLeaf(ballots: readonly Ballot[], leaf: string): AnonymousBallot | undefined {
  return ballots.find((ballot): ballot is AnonymousBallot => !isNamed(ballot) && ballot.leaf === leaf)
}
