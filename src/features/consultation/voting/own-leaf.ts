import { leafOf, type AnonymousBallot, type NamedBallot } from '../../../../core/voting/ballot.ts'
import { ballotByLeaf, isNamed, type Closing } from '../../../../core/voting/tally.ts'
import type { KeptBallot } from '../../../stores/nonces.ts'

/** The reader's own ballot among those of a closed poll. `absent`: one was kept here, and none of them is it. */
export type OwnFound =
  | { found: 'named'; ballot: NamedBallot }
  | { found: 'leaf'; ballot: AnonymousBallot }
  | { found: 'withheld' | 'absent' | 'nothing' }

/** Looks for the own ballot: by the account when it has a name, else by the nonces that were kept on this machine. */
export function findOwn(closing: Closing, me: string, kept: readonly KeptBallot[]): OwnFound {
  const named = closing.ballots.filter(isNamed).find(({ voter }) => voter === me)
  if (named) return { found: 'named', ballot: named }
  if (kept.length === 0) return { found: 'nothing' }
  if (closing.withheld) return { found: 'withheld' }
  for (const { poll, choice, nonce } of kept) {
    const ballot = ballotByLeaf(closing.ballots, leafOf(poll, choice, nonce))
    if (ballot) return { found: 'leaf', ballot }
  }
  return { found: 'absent' }
}
