import { describe, expect, it } from 'vitest'
import { countApproval } from '../../../core/voting/approval.ts'
import { bordaPoints } from '../../../core/voting/borda.ts'
import { countDots } from '../../../core/voting/dots.ts'
import { pairwise } from '../../../core/voting/pairs.ts'
import { countRanking, strongestPaths } from '../../../core/voting/ranking.ts'
import { countScore } from '../../../core/voting/score.ts'
import { leastNumber, reaches } from '../../../core/voting/share.ts'
import { countSingle } from '../../../core/voting/single.ts'
import { countStance } from '../../../core/voting/stance.ts'

/** `5 ACBED` as five ballots of one option a tier; letters stand for indexes. */
function ranked(...lines: string[]): number[][][] {
  return lines.flatMap((line) => {
    const [times, letters = ''] = line.split(' ')
    const ballot = [...letters.toUpperCase()].map((letter) => [letter.charCodeAt(0) - 65])
    return Array.from({ length: Number(times) }, () => ballot)
  })
}
const times = <T>(n: number, ballot: T): T[] => Array.from({ length: n }, () => ballot)
const letters = (order: number[][] | undefined) =>
  order?.map((tier) => tier.map((i) => String.fromCharCode(65 + i)).join('')).join('>')

// The capital of Tennessee: electowiki, "Effects of different voting systems under similar circumstances".
// Options: Memphis, Nashville, Chattanooga, Knoxville.
const tennessee = ranked('42 ABCD', '26 BCDA', '15 CDBA', '17 DCBA')
// J.-C. de Borda's own example of 1781 with 21 electors, as in H. P. Young, Journal of Economic Theory 9 (1974), 43–52.
const borda1781 = ranked('1 ABC', '7 ACB', '7 BCA', '6 CBA')
const firsts = (ballots: number[][][]) => ballots.map(([first]) => first![0]!)
const topTwo = (ballots: number[][][]) => ballots.map(([first, second]) => [first![0]!, second![0]!])

describe('ranking', () => {
  it('[VO6] Schulze, Social Choice and Welfare 36 (2011), section 3.1: 21 voters, D > A > C > B', () => {
    const ballots = ranked('8 ACDB', '2 BADC', '4 CDBA', '4 DBAC', '3 DCBA')
    expect(pairwise(4, ballots)).toEqual([
      [0, 8, 14, 10],
      [13, 0, 6, 2],
      [7, 15, 0, 12],
      [11, 19, 9, 0],
    ])
    expect(strongestPaths(pairwise(4, ballots))).toEqual([
      [0, 14, 14, 12],
      [13, 0, 13, 12],
      [13, 15, 0, 12],
      [13, 19, 13, 0],
    ])
    expect(letters(countRanking(4, ballots).order)).toBe('D>A>C>B')
  })

  it('[VO6] Schulze, Voting Matters 17 (2003), example 1: 45 voters, E > A > C > B > D', () => {
    const ballots = ranked('5 ACBED', '5 ADECB', '8 BEDAC', '3 CABED', '7 CAEBD', '2 CBADE', '7 DCEBA', '8 EBADC')
    expect(pairwise(5, ballots)).toEqual([
      [0, 20, 26, 30, 22],
      [25, 0, 16, 33, 18],
      [19, 29, 0, 17, 24],
      [15, 12, 28, 0, 14],
      [23, 27, 21, 31, 0],
    ])
    expect(strongestPaths(pairwise(5, ballots))).toEqual([
      [0, 28, 28, 30, 24],
      [25, 0, 28, 33, 24],
      [25, 29, 0, 29, 24],
      [25, 28, 28, 0, 24],
      [25, 28, 28, 31, 0],
    ])
    expect(letters(countRanking(5, ballots).order)).toBe('E>A>C>B>D')
  })

  it('[VO6] Schulze, examples 2 to 4 of his collection on electowiki: an order, an order, and two that tie', () => {
    const two = ranked('5 ACBD', '2 ACDB', '3 ADCB', '4 BACD', '3 CBDA', '3 CDBA', '1 DACB', '5 DBAC', '4 DCBA')
    expect(letters(countRanking(4, two).order)).toBe('D>A>C>B')
    const three = ranked(
      '3 ABDEC',
      '5 ADEBC',
      '1 ADECB',
      '2 BADEC',
      '2 BDECA',
      '4 CABDE',
      '6 CBADE',
      '2 DBECA',
      '5 DECAB',
    )
    expect(letters(countRanking(5, three).order)).toBe('B>A>D>E>C')
    const four = countRanking(4, ranked('3 ABCD', '2 DABC', '2 DBCA', '2 CBDA'))
    expect(letters(four.order)).toBe('BD>AC')
    expect(four.winner).toBeUndefined()
  })

  it('[VO6] the capital of Tennessee: Nashville beats each of the others and wins', () => {
    expect(letters(countRanking(4, tennessee).order)).toBe('B>C>D>A')
  })

  it('[VO7] Borda points: the capital of Tennessee 194, 173, 126, 107', () => {
    expect(bordaPoints(4, tennessee)).toEqual([126, 194, 173, 107])
  })

  it('[VO7] Borda points: his own example of 1781, where C leads and plurality would choose A', () => {
    // he gives 3, 2 and 1 points, that is one more a ballot: 37, 42, 47
    expect(bordaPoints(3, borda1781).map((points) => points + 21)).toEqual([37, 42, 47])
    expect(letters(countRanking(3, borda1781).order)).toBe('C>B>A')
  })
})

describe('single choice', () => {
  it('[VO1] the capital of Tennessee: Memphis 42, Nashville 26, Knoxville 17, Chattanooga 15', () => {
    expect(countSingle(4, firsts(tennessee))).toEqual({
      counts: [42, 26, 15, 17],
      order: [[0], [1], [3], [2]],
      winner: 0,
    })
  })

  it("[VO1] Borda's example of 1781: 8, 7 and 6 votes", () => {
    expect(countSingle(3, firsts(borda1781))).toEqual({ counts: [8, 7, 6], order: [[0], [1], [2]], winner: 0 })
  })
})

describe('approval', () => {
  it('[VO2] the capital of Tennessee, everyone approving of two: Nashville 68, Chattanooga 58', () => {
    const { counts, winner } = countApproval(4, topTwo(tennessee))
    expect(counts).toEqual([42, 68, 58, 32])
    expect(winner).toBe(1)
  })

  it('[VO2] D. Lippman, Math in Society, "Approval voting": the second choice of everyone beats a majority, 80, 100, 20', () => {
    const ballots = topTwo(ranked('80 ABC', '15 BCA', '5 CBA'))
    expect(countApproval(3, ballots)).toEqual({ counts: [80, 100, 20], order: [[1], [0], [2]], winner: 1 })
  })
})

describe('score', () => {
  // Scores are built from the published orders with the published Borda weights, so the published sums must come out.
  const weighted = (ballots: number[][][], weights: number[]) =>
    ballots.map((ballot) => {
      const scores = weights.map(() => 0)
      ballot.forEach(([option], place) => (scores[option!] = weights[place]!))
      return scores
    })

  it("[VO4] Borda's example of 1781 with his own points 3, 2, 1: sums 37, 42, 47", () => {
    expect(countScore(3, weighted(borda1781, [3, 2, 1]))).toEqual({
      counts: [37, 42, 47],
      order: [[2], [1], [0]],
      winner: 2,
    })
  })

  it('[VO4] the capital of Tennessee with points 3, 2, 1, 0: sums 126, 194, 173, 107', () => {
    expect(countScore(4, weighted(tennessee, [3, 2, 1, 0])).counts).toEqual([126, 194, 173, 107])
  })
})

describe('dots', () => {
  it('[VO5] Investor.gov, "Cumulative voting": 500 shares and four directors are 2,000 votes, on one or 1,000 on each of two', () => {
    expect(countDots(4, [[2000, 0, 0, 0]]).counts).toEqual([2000, 0, 0, 0])
    expect(
      countDots(4, [
        [1000, 1000, 0, 0],
        [2000, 0, 0, 0],
      ]),
    ).toEqual({
      counts: [3000, 1000, 0, 0],
      order: [[0], [1], [2, 3]],
      winner: 0,
    })
  })

  it('[VO5] Illinois 1870, three votes for three seats: more than a quarter who plump take one, a quarter ties (Cole 1949)', () => {
    const majority = (n: number) => times(n, [1, 1, 1, 0])
    const minority = (n: number) => times(n, [0, 0, 0, 3])
    const more = countDots(4, [...majority(74), ...minority(26)])
    expect(more.counts).toEqual([74, 74, 74, 78])
    expect(more.winner).toBe(3)
    expect(countDots(4, [...majority(75), ...minority(25)]).order).toEqual([[0, 1, 2, 3]])
  })
})

describe('stances and thresholds', () => {
  it("[VO3] National People's Congress, 11 March 2018, amendment of the constitution: 2,958 for, 2 against, 3 abstaining of 2,980", () => {
    const ballots = [
      ...times(2958, 'agree' as const),
      ...times(2, 'disagree' as const),
      ...times(3, 'abstain' as const),
    ]
    expect(countStance(ballots).counts).toEqual([2958, 3, 2, 0])
    // two thirds of all deputies (Art. 64 of the constitution)
    expect(leastNumber(2980, 2 / 3)).toBe(1987)
    expect(reaches(2958, 2980, 2 / 3)).toBe(true)
  })

  it('[VO3] four answers of consensus, counted in their order', () => {
    expect(countStance(['block', 'agree', 'disagree', 'agree', 'abstain']).counts).toEqual([2, 1, 1, 1])
  })

  it.each([
    [19, 10],
    [20, 11],
    [21, 11],
  ])("[VO9] Robert's Rules of Order (12th ed. 44:1): of %d votes cast a majority is %d", (cast, majority) => {
    expect(leastNumber(cast, 0.5, true)).toBe(majority)
  })

  it.each([
    [30, 20],
    [31, 21],
    [32, 22],
    [33, 22],
  ])("[VO9] Robert's Rules of Order (12th ed. 44:3): of %d votes cast two thirds are %d", (cast, least) => {
    for (const share of [2 / 3, 0.666667]) expect(leastNumber(cast, share), `share ${share}`).toBe(least)
  })
})
