import { canonical } from '../../core/record/canonical.ts'
import type { Ballot } from '../../core/voting/ballot.ts'
import { isNamed } from '../../core/voting/tally.ts'

/** A box as it is written down; both lists in an order that tells nothing of when or by whom. */
export interface BoxText {
  voters: string[]
  ballots: Ballot[]
}

/** The ballots of one poll. */
export interface Box {
  readonly voters: ReadonlySet<string>
  /** As `Boxes.put` says. */
  put(voter: string, ballot: Ballot): 'counted' | 'already'
  text(): BoxText
  copy(): Box
}

/** A box, empty or as it was written down. */
export function createBox({ voters, ballots }: BoxText = { voters: [], ballots: [] }): Box {
  return boxOf(new Set(voters), new Map(ballots.map((ballot) => [keyOf(ballot), ballot])))
}

function boxOf(voters: Set<string>, ballots: Map<string, Ballot>): Box {
  return {
    voters,
    put(voter, ballot) {
      const key = keyOf(ballot)
      if (!isNamed(ballot) && voters.has(voter)) return ballots.has(key) ? 'counted' : 'already'
      voters.add(voter)
      ballots.set(key, ballot)
      return 'counted'
    },
    text() {
      const keys = [...ballots.keys()].sort()
      return { voters: [...voters].sort(), ballots: keys.flatMap((key) => ballots.get(key) ?? []) }
    },
    copy: () => boxOf(new Set(voters), new Map(ballots)),
  }
}

/** One ballot a voter when named; one a leaf and choice when not. */
const keyOf = (ballot: Ballot) => (isNamed(ballot) ? ballot.voter : ballot.leaf + canonical(ballot.choice))
