import { leafOf } from '../../../../core/voting/ballot.ts'
import type { Choice } from '../../../../core/voting/methods.ts'
import { ballotByLeaf, type Closing } from '../../../../core/voting/tally.ts'

/** What came of looking for an own anonymous ballot: `at` is its place among the ballots, from 0. */
export type BallotSearch =
  | { found: 'counted'; at: number; choice: Choice; leaf: string }
  | { found: 'missing' }
  | { found: 'none-kept' }
  | { found: 'withheld' }

/** Looks for the ballots that were sent from this machine among those of a closed poll; one of them counts, if any. */
export function findBallot(
  kept: readonly { poll: string; choice: Choice; nonce: string }[],
  { ballots, withheld }: Pick<Closing, 'ballots' | 'withheld'>,
): BallotSearch {
  if (kept.length === 0) return { found: 'none-kept' }
  if (withheld) return { found: 'withheld' }
  for (const { poll, choice, nonce } of kept) {
    const leaf = leafOf(poll, choice, nonce)
    const ballot = ballotByLeaf(ballots, leaf)
    if (ballot) return { found: 'counted', at: ballots.indexOf(ballot), choice: ballot.choice, leaf }
  }
  return { found: 'missing' }
}
