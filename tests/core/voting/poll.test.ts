import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../../core/record/canonical.ts'
import { sha256Hex } from '../../../core/record/hash.ts'
import { choiceFault, leafOf, type Ballot } from '../../../core/voting/ballot.ts'
import type { Choice } from '../../../core/voting/methods.ts'
import { digestOf, freeze, type PollDefinition } from '../../../core/voting/poll.ts'
import { recount } from '../../../core/voting/recount.ts'
import { fractionOf, leastNumber, reaches } from '../../../core/voting/share.ts'
import { ballotByLeaf, close, tallyOf, type Closing } from '../../../core/voting/tally.ts'

const definition = (more: Partial<PollDefinition> = {}): PollDefinition => ({
  poll: 'poll-1',
  question: '先试点哪一个小区？',
  method: 'single',
  options: ['翠苑', '文新', '古荡'],
  named: true,
  results: 'at-close',
  ...more,
})
const voters = (n: number) => Array.from({ length: n }, (_, i) => `voter-${String(i).padStart(3, '0')}`)
const named = (choices: Choice[]): Ballot[] =>
  choices.map((choice, i) => ({ voter: voters(choices.length)[i]!, choice }))
const unnamed = (choices: Choice[]): Ballot[] =>
  choices.map((choice, i) => ({ leaf: leafOf('poll-1', choice, `nonce-of-voter-${i}`), choice }))

describe('shares', () => {
  it('[VO9] a share is the simplest fraction to six places', () => {
    const fractions = [0.5, 2 / 3, 0.666667, 0.51, 0.333333, 1, 0.75, 0.125].map(fractionOf)
    expect(fractions.map(({ n, d }) => `${n}/${d}`)).toEqual([
      '1/2',
      '2/3',
      '2/3',
      '51/100',
      '1/3',
      '1/1',
      '3/4',
      '1/8',
    ])
    expect(fractionOf(0)).toEqual({ n: 0, d: 1 })
    expect(() => fractionOf(1.5)).toThrow(RangeError)
    expect(() => fractionOf(Number.NaN)).toThrow(RangeError)
  })

  it('[VO9] every fraction with a denominator up to 500 is found again from its decimal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (d, k) => {
        const n = k % (d + 1)
        const found = fractionOf(n / d)
        expect(found.n * d).toBe(n * found.d)
      }),
    )
  })

  it('[VO9] the least number reaches the share, and one less does not', () => {
    fc.assert(
      fc.property(
        fc.nat(2000),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.boolean(),
        (base, share, above) => {
          const least = leastNumber(base, share, above)
          expect(reaches(least, base, share, above)).toBe(true)
          expect(reaches(least - 1, base, share, above)).toBe(false)
        },
      ),
    )
  })
})

describe('a frozen poll', () => {
  it('[VO10] has its roll in order and once each, and a hash over definition, roll and presence', () => {
    const poll = freeze(definition(), ['b', 'a', 'b', 'c'], 2)
    expect(poll.roll).toEqual(['a', 'b', 'c'])
    const { digest, ...open } = poll
    expect(digest).toBe(sha256Hex(canonical(open)))
    for (const changed of [{ question: '?' }, { roll: ['a', 'b'] }, { present: 3 }, { named: false }, { options: [] }])
      expect(digestOf({ ...poll, ...changed }), JSON.stringify(changed)).not.toBe(digest)
  })
})

describe('ballots', () => {
  const three = ['a', 'b', 'c']
  it.each([
    ['single', 0, undefined],
    ['single', 3, 'no-such-option'],
    ['single', 1.5, 'no-such-option'],
    ['single', '1', 'shape'],
    ['approval', [], undefined],
    ['approval', [0, 2], undefined],
    ['approval', [0, 0], 'repeated'],
    ['approval', [-1], 'no-such-option'],
    ['approval', 0, 'shape'],
    ['stance', 'block', undefined],
    ['stance', 'veto', 'shape'],
    ['score', [0, 10, null], undefined],
    ['score', [0, 10], 'incomplete'],
    ['score', [0, 11, 1], 'score'],
    ['score', [0, 1.5, 1], 'score'],
    ['ranking', [], undefined],
    ['ranking', [[2], [0, 1]], undefined],
    ['ranking', [[2], []], 'empty-tier'],
    ['ranking', [[2], [2]], 'repeated'],
    ['ranking', [[3]], 'no-such-option'],
    ['ranking', [2, 1], 'shape'],
    ['dots', [0, 0, 0], undefined],
    ['dots', [4, 1, 0], undefined],
    ['dots', [4, 2, 0], 'points'],
    ['dots', [-1, 2, 0], 'points'],
    ['dots', [1, 1], 'incomplete'],
  ] as const)('[VO11] %s %j: %s', (method, choice, fault) => {
    expect(choiceFault({ method, options: three, points: 5 }, choice)).toBe(fault)
  })

  it('[VO11] whatever comes, a choice is checked without a throw', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.constantFrom('single', 'approval', 'stance', 'score', 'ranking', 'dots'),
        (choice, method) => {
          choiceFault({ method, options: three, points: 5 }, choice)
        },
      ),
    )
  })

  it('[VO12] a leaf is SHA-256 of nonce + JCS([poll, choice]), and finds the own ballot', () => {
    const ballots = unnamed([1, 2, 0, 1, 1])
    expect(leafOf('p', [1, 0], 'n')).toBe(sha256Hex('n["p",[1,0]]'))
    const closing = close(freeze(definition({ named: false }), voters(9), 5), ballots)
    expect(ballotByLeaf(closing.ballots, leafOf('poll-1', 2, 'nonce-of-voter-1'))).toEqual(ballots[1])
    expect(ballotByLeaf(closing.ballots, leafOf('poll-1', 0, 'nonce-of-voter-1'))).toBeUndefined()
  })
})

describe('the outcome of a poll', () => {
  const tally = (more: Partial<PollDefinition>, choices: Choice[], present = 6) =>
    tallyOf(freeze(definition(more), voters(10), present), named(choices))

  it('[VO13] without a quorum every poll is quorate; without a threshold nothing passes or fails', () => {
    expect(tally({}, [])).toEqual({ cast: 0, eligible: 10, quorate: true, counts: [0, 0, 0], order: [[0, 1, 2]] })
  })

  it.each([
    ['roll', 0.5, 4, false],
    ['roll', 0.5, 5, true],
    ['present', 0.5, 2, false],
    ['present', 0.5, 3, true],
    ['present', 2 / 3, 4, true],
    ['roll', 0.5, 0, false],
  ] as const)('[VO13] a quorum of the %s, %d: %d ballots make it %s', (of, share, cast, quorate) => {
    expect(
      tally(
        { quorum: { of, share } },
        Array.from({ length: cast }, () => 0),
      ).quorate,
    ).toBe(quorate)
  })

  const stances = (agree: number, abstain: number, disagree: number): Choice[] => [
    ...Array.from({ length: agree }, () => 'agree' as const),
    ...Array.from({ length: abstain }, () => 'abstain' as const),
    ...Array.from({ length: disagree }, () => 'disagree' as const),
  ]
  it.each([
    ['cast', 2 / 3, false, [4, 1, 1], true],
    ['cast', 2 / 3, false, [3, 1, 1], false],
    ['cast', 0.5, false, [2, 0, 2], true],
    ['cast', 0.5, true, [2, 0, 2], false],
    ['present', 0.5, false, [3, 0, 0], true],
    ['roll', 0.5, false, [4, 0, 0], false],
    ['roll', 0.5, false, [5, 0, 0], true],
    ['cast', 0.5, false, [0, 6, 0], false],
    ['cast', 0.5, false, [0, 0, 0], false],
  ] as const)('[VO13] a threshold of %s, %d, above %s: %j is %s', (of, share, above, [a, b, c], passed) => {
    const threshold = { of, share, ...(above ? { above } : {}) }
    expect(tally({ method: 'stance', options: [], threshold }, stances(a, b, c)).passed).toBe(passed)
  })

  it('[VO13] nothing passes without its quorum, and nothing passes that shares the first place', () => {
    const rules = { threshold: { of: 'cast' as const, share: 0.3 } }
    expect(tally({ ...rules, quorum: { of: 'roll', share: 0.5 } }, [1, 1]).passed).toBe(false)
    expect(tally(rules, [1, 1]).passed).toBe(true)
    expect(tally(rules, [1, 2]).passed).toBe(false)
  })

  it('[VO13] behind the winner stands who names, approves of, scores above 5, ranks first or gives it a point', () => {
    const threshold = { of: 'cast' as const, share: 1 }
    // the leader's own ballots, one more that stands behind it, and one that does not
    const cases: [PollDefinition['method'], Choice, Choice, Choice][] = [
      ['single', 0, 0, 1],
      ['approval', [0], [0, 1], [1]],
      ['score', [9, 0, 0], [6, 0, 0], [5, 0, 0]],
      ['ranking', [[0]], [[0, 2], [1]], [[1], [0]]],
      ['dots', [3, 0, 0], [1, 0, 0], [0, 1, 0]],
    ]
    for (const [method, own, behind, not] of cases) {
      const passed = (last: Choice) => tally({ method, threshold, points: 3 }, [own, own, last]).passed
      expect([method, passed(behind), passed(not)]).toEqual([method, true, false])
    }
  })
})

describe('closing and recounting', () => {
  const poll = freeze(definition({ quorum: { of: 'roll', share: 0.5 } }), voters(6), 6)
  const closing = close(poll, named([2, 0, 0, 1, 0, 2]).toReversed())

  it('[VO14] ballots stand by voter, or by leaf: when they came is gone', () => {
    expect(closing.ballots.map((ballot) => 'voter' in ballot && ballot.voter)).toEqual(voters(6))
    const secret = close(freeze(definition({ named: false }), voters(6), 6), unnamed([2, 0, 0, 1, 0, 2]))
    const leaves = secret.ballots.map((ballot) => 'leaf' in ballot && ballot.leaf)
    expect(leaves).toEqual([...leaves].sort())
    expect(Object.keys(secret.ballots[0]!).sort()).toEqual(['choice', 'leaf'])
  })

  it('[VO15] under five anonymous ballots nothing is shown but how many', () => {
    const secret = freeze(definition({ named: false, threshold: { of: 'cast', share: 0.5 } }), voters(6), 6)
    const four = close(secret, unnamed([1, 1, 1, 1]))
    expect(four).toEqual({
      poll: 'poll-1',
      ballots: [],
      tally: { cast: 4, eligible: 6, quorate: true, counts: [] },
      withheld: true,
    })
    expect(recount(secret, four)).toEqual({ equal: true })
    expect(close(secret, unnamed([1, 1, 1, 1, 1])).tally.counts).toEqual([0, 5, 0])
  })

  it('[VO16] a recount of what was closed is equal', () => {
    expect(recount(poll, closing)).toEqual({ equal: true })
    expect(recount(poll, JSON.parse(JSON.stringify(closing)) as Closing)).toEqual({ equal: true })
  })

  const first = closing.ballots[0]!
  it.each<[string, Partial<Closing> | { tally: Partial<Closing['tally']> }, string]>([
    ['another poll', { poll: 'poll-2' }, 'poll'],
    ['a changed count', { tally: { ...closing.tally, counts: [3, 1, 1] } }, 'tally.counts'],
    ['another winner', { tally: { ...closing.tally, winner: 2 } }, 'tally.winner'],
    ['a quorum denied', { tally: { ...closing.tally, quorate: false } }, 'tally.quorate'],
    ['something passed', { tally: { ...closing.tally, passed: true } }, 'tally.passed'],
    ['a dropped ballot', { ballots: closing.ballots.slice(1) }, 'tally.cast'],
    ['a changed ballot', { ballots: closing.ballots.with(0, { ...first, choice: 1 }) }, 'tally.counts'],
    ['a stranger', { ballots: closing.ballots.with(0, { voter: 'stranger', choice: 0 }) }, 'ballots.0'],
    ['a second ballot', { ballots: closing.ballots.with(1, first) }, 'ballots.1'],
    [
      'what cannot be counted',
      { ballots: closing.ballots.with(2, { ...closing.ballots[2]!, choice: 7 }) },
      'ballots.2',
    ],
    ['no name', { ballots: closing.ballots.with(0, { leaf: 'x', choice: 0 }) }, 'ballots.0'],
    ['another order', { ballots: closing.ballots.toReversed() }, 'ballots.1'],
    ['results kept back', { withheld: true }, 'withheld'],
  ])('[VO16] %s is found, and where', (_what, change, at) => {
    const result = recount(poll, { ...closing, ...change } as Closing)
    expect(result.equal ? 'equal' : result.difference.at).toBe(at)
  })

  it('[VO16] a poll that is not the one that was opened is found first', () => {
    const result = recount({ ...poll, roll: poll.roll.slice(1) }, closing)
    expect(result).toMatchObject({ equal: false, difference: { at: 'digest' } })
  })
})
