import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  landscape,
  matrixOf,
  opinions,
  STATEMENT_VOTES,
  toCsv,
  type StatementVote,
} from '../../../core/consultation/statements.ts'
import { wilson } from '../../../core/consultation/wilson.ts'

/** Votes written as one row of letters a voter. */
const matrix = (...rows: string[]) => ({ statements: [...(rows[0] ?? '')].map((_, i) => `s${i}`), rows })
const times = (n: number, row: string) => Array.from({ length: n }, () => row)

describe('confidence', () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3 (score interval)
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('[SN1] %d of %d: %d to %d', (count, of, low, high) => {
    expect(wilson(count, of).low).toBeCloseTo(low, 4)
    expect(wilson(count, of).high).toBeCloseTo(high, 4)
  })

  it('[SN1] it holds the share, lies within 0–1, and narrows with numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(2000), (of, k) => {
        const count = k % (of + 1)
        const { share, low, high } = wilson(count, of)
        expect(low).toBeLessThanOrEqual(share)
        expect(high).toBeGreaterThanOrEqual(share)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        const more = wilson(count * 4, of * 4)
        expect(more.high - more.low).toBeLessThan(high - low)
      }),
    )
    expect(wilson(0, 0)).toEqual({ share: 0, low: 0, high: 1 })
  })
})

describe('the matrix', () => {
  it('[SN2] has one text a participant, in an order that says nothing of who or when', () => {
    const said = (...entries: [string, StatementVote][]) => new Map(entries)
    const votes = new Map([
      ['zhang', said(['s1', 'pass'])],
      ['li', said(['s1', 'agree'], ['s2', 'disagree'])],
      ['wang', said()],
      ['zhao', said(['other', 'agree'])],
    ])
    const made = matrixOf(['s1', 's2'], votes)
    expect(made).toEqual({ statements: ['s1', 's2'], rows: ['ad', 'p-'] })
    expect(matrixOf(['s1', 's2'], new Map([...votes].reverse()))).toEqual(made)
  })

  it('[SN2] counts agreeing, disagreeing and passing of those who voted on a statement', () => {
    const [first, second] = opinions(matrix('aa', 'a-', 'da', 'p-'))
    expect(first).toMatchObject({ statement: 's0', agree: 2, disagree: 1, pass: 1, votes: 4 })
    expect(second).toMatchObject({ agree: 2, disagree: 0, pass: 0, votes: 2, agreed: { share: 1 } })
  })

  it('[SN2] counts what was voted, whatever it is', () => {
    const vote = fc.constantFrom(...STATEMENT_VOTES)
    fc.assert(
      fc.property(fc.array(fc.tuple(vote, fc.option(vote)), { maxLength: 40 }), (people) => {
        const votes = new Map(
          people.map(([one, two], i) => [`v${i}`, new Map([['a', one], ...(two ? [['b', two] as const] : [])])]),
        )
        const [a, b] = opinions(matrixOf(['a', 'b'], votes))
        expect(a?.votes).toBe(people.length)
        expect(b?.agree).toBe(people.filter(([, two]) => two === 'agree').length)
      }),
    )
  })

  it('[SN4] goes out as CSV under pseudonyms, and no head becomes a formula', () => {
    const words: Record<string, string> = { s0: '加装电梯，应补贴', s1: '=1+1', s2: 'a "quoted", text' }
    expect(toCsv(matrix('ad-', 'pp-'), (s) => words[s]!)).toBe(
      '\ufeffparticipant,加装电梯，应补贴,\'=1+1,"a ""quoted"", text"\r\nP001,agree,disagree,\r\nP002,pass,pass,\r\n',
    )
  })
})

describe('what unites and what divides', () => {
  it('[SN3] a sure large majority unites, for or against; two sure camps divide; the rest is open', () => {
    const { unites, divides } = landscape(
      matrix(...times(30, 'adap'), ...times(2, 'dadp'), ...times(28, 'addp'), ...times(20, 'adpa')),
    )
    expect(unites.map(({ statement }) => statement)).toEqual(['s0', 's1'])
    expect(divides.map(({ statement }) => statement)).toEqual(['s2'])
  })

  it('[SN3] few votes do not outrank many sure ones', () => {
    const { unites } = landscape(matrix(...times(90, '-a'), ...times(10, '-d'), ...times(8, 'a-')))
    expect(unites.map(({ statement }) => statement)).toEqual(['s1', 's0'])
  })

  it('[SN3] of fewer than five participants, or five votes, nothing is said', () => {
    expect(landscape(matrix(...times(4, 'a')))).toEqual({ unites: [], divides: [] })
    expect(landscape(matrix(...times(4, 'a-'), ...times(40, '-a'))).unites.map((o) => o.statement)).toEqual(['s1'])
  })
})
