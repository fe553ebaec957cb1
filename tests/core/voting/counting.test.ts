import { describe, expect, it } from 'vitest'
import { choiceFault } from '../../../core/voting/ballot.ts'
import { count } from '../../../core/voting/count.ts'
import { METHODS, type Choice } from '../../../core/voting/methods.ts'
import { pairwise } from '../../../core/voting/pairs.ts'
import { seeded } from '../../support/random.ts'
import { randomElection, renamed, shuffled } from './random-elections.ts'
import { countAgain } from './second-counter.ts'

const SEED = Number(process.env.SEED ?? 20260118)
const all = (options: number) => Array.from({ length: options }, (_, i) => i)
const sorted = (order: number[][] | undefined) => order?.map((tier) => [...tier].sort((a, b) => a - b))

/** Runs `check` on many random elections; what fails says which one it was. */
function onElections(
  n: number,
  method: (typeof METHODS)[number] | undefined,
  check: (e: ReturnType<typeof randomElection>, random: () => number) => void,
) {
  const random = seeded(SEED)
  for (let i = 0; i < n; i++) {
    const election = randomElection(random, method)
    try {
      check(election, random)
    } catch (error) {
      throw new Error(`SEED=${SEED}, election ${i}: ${JSON.stringify(election)}`, { cause: error })
    }
  }
}

describe('every method', () => {
  it(`[VO8] agrees with a second, independent counter on 5,000 random elections (SEED=${SEED})`, () => {
    const seen = new Map<string, number>()
    onElections(5000, undefined, ({ method, options, choices, points }) => {
      const labels = all(options).map(String)
      for (const choice of choices) expect(choiceFault({ method, options: labels, points }, choice)).toBeUndefined()
      expect(count(method, options, choices)).toEqual(countAgain(method, options, choices))
      seen.set(method, (seen.get(method) ?? 0) + 1)
    })
    for (const method of METHODS) expect(seen.get(method), `elections by ${method}`).toBeGreaterThan(700)
  })

  it('[VO8] is anonymous: the order of the ballots changes nothing', () => {
    onElections(600, undefined, ({ method, options, choices }, random) => {
      expect(count(method, options, shuffled(choices, random))).toEqual(count(method, options, choices))
    })
  })

  it('[VO8] is neutral: renaming the options renames the result and nothing else', () => {
    onElections(600, undefined, ({ method, options, choices }, random) => {
      if (method === 'stance') return
      const to = shuffled(all(options), random)
      const before = count(method, options, choices)
      const after = count(
        method,
        options,
        choices.map((choice) => renamed(method, choice, to)),
      )
      expect(all(options).map((option) => after.counts[to[option]!])).toEqual(before.counts)
      expect(sorted(after.order)).toEqual(sorted(before.order?.map((tier) => tier.map((option) => to[option]!))))
      expect(after.winner).toBe(before.winner === undefined ? undefined : to[before.winner])
    })
  })

  it('[VO8] is monotone: more support for the winner leaves it the winner', () => {
    onElections(1500, undefined, ({ method, options, choices }, random) => {
      const { winner } = count(method, options, choices)
      if (winner === undefined || choices.length === 0) return
      const index = Math.floor(random() * choices.length)
      const raised = choices.with(index, raise(method, choices[index]!, winner))
      expect(count(method, options, raised).winner).toBe(winner)
    })
  })

  it.each(METHODS)('[VO8] %s without ballots: one tier, nobody wins, nothing is thrown', (method) => {
    const none = count(method, 3, [])
    expect(none.winner).toBeUndefined()
    expect(none.counts.every((n) => n === 0)).toBe(true)
    if (method !== 'stance') expect(none.order).toEqual([[0, 1, 2]])
  })

  it.each([
    ['approval', []],
    ['score', [null, null, null]],
    ['score', [0, 0, 0]],
    ['ranking', []],
    ['dots', [0, 0, 0]],
  ] as const)('[VO8] %s with blank ballots %j only: one tier, and nobody wins', (method, blank) => {
    const { order, winner } = count(method, 3, [blank, blank] as unknown as Choice[])
    expect(order).toEqual([[0, 1, 2]])
    expect(winner).toBeUndefined()
  })
})

describe('ranking', () => {
  it('[VO6] is a Condorcet method: who beats each of the others wins', () => {
    let found = 0
    onElections(1500, 'ranking', ({ options, choices }) => {
      const pairs = pairwise(options, choices as number[][][])
      const beatsAll = all(options).find((a) => all(options).every((b) => a === b || pairs[a]![b]! > pairs[b]![a]!))
      if (beatsAll === undefined) return
      found++
      expect(count('ranking', options, choices).winner).toBe(beatsAll)
    })
    expect(found).toBeGreaterThan(300)
  })

  it('[VO6] is reversal symmetric: a sole winner does not win when every ballot is turned around', () => {
    onElections(1000, 'ranking', ({ options, choices }) => {
      const whole = (choices as number[][][]).map((tiers) => {
        const rest = all(options).filter((option) => !tiers.flat().includes(option))
        return rest.length > 0 ? [...tiers, rest] : tiers
      })
      const { winner } = count('ranking', options, whole)
      if (winner === undefined) return
      expect(
        count(
          'ranking',
          options,
          whole.map((tiers) => tiers.toReversed()),
        ).winner,
      ).not.toBe(winner)
    })
  })

  it('[VO6] what is left out is last and equal: writing it as a last tier changes nothing', () => {
    const short = [[[1]], [[0], [2]], [[2], [1]]]
    const long = [
      [[1], [0, 2]],
      [[0], [2], [1]],
      [[2], [1], [0]],
    ]
    expect(count('ranking', 3, short)).toEqual(count('ranking', 3, long))
  })
})

/** The same ballot with the option better placed. */
function raise(method: (typeof METHODS)[number], choice: Choice, option: number): Choice {
  switch (method) {
    case 'single':
      return option
    case 'approval':
      return [...new Set([...(choice as number[]), option])]
    case 'score':
      return (choice as (number | null)[]).with(option, 10)
    case 'dots':
      return (choice as number[]).with(option, (choice as number[])[option]! + 1)
    case 'ranking': {
      const rest = (choice as number[][])
        .map((tier) => tier.filter((o) => o !== option))
        .filter((tier) => tier.length > 0)
      return [[option], ...rest]
    }
    case 'stance':
      return choice
  }
}
