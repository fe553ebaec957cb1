import type { Poll } from '../../core/consultation/state.ts'
import { leafOf, type Ballot } from '../../core/voting/ballot.ts'
import type { Choice } from '../../core/voting/methods.ts'
import { freeze, type FrozenPoll, type PollDefinition } from '../../core/voting/poll.ts'
import { close, type Closing } from '../../core/voting/tally.ts'

const AT = Date.parse('2026-11-03T10:00:00Z')

/** The definition of a poll of three places, named and shown at the close, unless told otherwise. */
export const definition = (more: Partial<PollDefinition> = {}): PollDefinition => ({
  poll: 'p1',
  question: '先在哪里试点？',
  method: 'single',
  options: more.method === 'stance' ? [] : ['杨梅桥', '荷柳', '幸福里'],
  named: true,
  results: 'at-close',
  ...more,
})

const name = (n: number) => `voter-${String(n).padStart(3, '0')}`

/** A poll with a roll of so many, all present. */
export const frozen = (more: Partial<PollDefinition> = {}, voters = 8): FrozenPoll =>
  freeze(
    definition(more),
    Array.from({ length: voters }, (_, n) => name(n)),
    voters,
  )

/** The poll as an open one stands in the state. */
export const openPoll = (more: Partial<PollDefinition> = {}, voters = 8): Poll => {
  const poll = frozen(more, voters)
  return { ...poll, status: 'open', eligible: voters, opened: { by: 'moderator', at: AT }, openedSeq: 5 }
}

/** A poll that was closed with these choices, one a voter: its two events' data, and as it stands in the state. */
export function closedPoll(
  more: Partial<PollDefinition>,
  choices: readonly Choice[],
  voters = 8,
): { opened: FrozenPoll; closing: Closing; poll: Poll } {
  const opened = frozen(more, voters)
  const ballots = choices.map((choice, n): Ballot => {
    return opened.named
      ? { voter: name(n), choice }
      : { leaf: leafOf(opened.poll, choice, `nonce-of-voter-${n}`), choice }
  })
  const closing = close(opened, ballots)
  const { tally, withheld } = closing
  const over = { status: 'closed' as const, closed: { by: 'moderator', at: AT + 60_000 }, closedSeq: 9, tally }
  return { opened, closing, poll: { ...openPoll(more, voters), ...over, ...(withheld ? { withheld } : {}) } }
}
