import { canonical } from '../record/canonical.ts'
import { choiceFault } from './ballot.ts'
import { digestOf, type FrozenPoll } from './poll.ts'
import { byKey, isNamed, isQuorate, isWithheld, tallyOf, type Closing } from './tally.ts'

/**
 * The first thing in which a closing event and a recount of its ballots differ. `at` is where: `digest`, `poll`,
 * `withheld`, `ballots`, `ballots.3`, or a member of the tally such as `tally.winner`.
 */
export interface Difference {
  at: string
  expected: unknown
  found: unknown
}

export type Recount = { equal: true } | { equal: false; difference: Difference }

/**
 * Counts a closed poll again from nothing but its two events: was this the poll that was opened, may each ballot be
 * counted, is each of another voter of the roll, and is the tally theirs? Never throws on what a record can hold.
 */
export function recount(opened: FrozenPoll, closing: Closing): Recount {
  const difference = differenceIn(opened, closing)
  return difference ? { equal: false, difference } : { equal: true }
}

function differenceIn(opened: FrozenPoll, closing: Closing): Difference | undefined {
  const digest = digestOf(opened)
  if (digest !== opened.digest) return { at: 'digest', expected: digest, found: opened.digest }
  if (closing.poll !== opened.poll) return { at: 'poll', expected: opened.poll, found: closing.poll }
  const { ballots, tally } = closing
  const withheld = closing.withheld === true
  if (withheld !== isWithheld(opened, tally.cast))
    return { at: 'withheld', expected: isWithheld(opened, tally.cast), found: withheld }
  if (withheld) return ballots.length > 0 ? { at: 'ballots', expected: [], found: ballots } : tallied(opened, closing)
  return inBallots(opened, ballots) ?? tallied(opened, closing)
}

function inBallots(opened: FrozenPoll, ballots: Closing['ballots']): Difference | undefined {
  const roll = new Set(opened.roll)
  const seen = new Set<string>()
  for (const [index, ballot] of ballots.entries()) {
    const wrong = (expected: unknown) => ({ at: `ballots.${index}`, expected, found: ballot })
    if (isNamed(ballot) !== opened.named)
      return wrong(opened.named ? 'a ballot with a name' : 'a ballot without a name')
    const fault = choiceFault(opened, ballot.choice)
    if (fault) return wrong(`a choice that can be counted, not: ${fault}`)
    if (isNamed(ballot)) {
      if (!roll.has(ballot.voter)) return wrong('a voter of the roll')
      if (seen.has(ballot.voter)) return wrong('one ballot a voter')
      seen.add(ballot.voter)
    }
    const before = ballots[index - 1]
    if (before && byKey(before, ballot) > 0) return wrong('ballots in order')
  }
  return ballots.length > roll.size ? { at: 'ballots', expected: roll.size, found: ballots.length } : undefined
}

function tallied(opened: FrozenPoll, { ballots, tally, withheld }: Closing): Difference | undefined {
  const found: Record<string, unknown> = { ...tally }
  // of withheld ballots nothing is there to count but their number
  const expected: Record<string, unknown> = withheld
    ? { cast: tally.cast, eligible: opened.roll.length, quorate: isQuorate(opened, tally.cast), counts: [] }
    : { ...tallyOf(opened, ballots) }
  for (const member of new Set([...Object.keys(expected), ...Object.keys(found)]))
    if (text(expected[member]) !== text(found[member]))
      return { at: `tally.${member}`, expected: expected[member], found: found[member] }
  return undefined
}

const text = (value: unknown) => (value === undefined ? '' : canonical(value))
