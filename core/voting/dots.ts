import { ordered, type Count } from './methods.ts'

/**
 * Dots: each ballot spreads at most n points over the options as it likes; `counts` are sums, the greatest comes first.
 * Source: cumulative voting, as in the Constitution of Illinois of 1870, Art. IV §7–8; A. T. Cole, Legal and
 * Mathematical Aspects of Cumulative Voting, South Carolina Law Quarterly 2 (1949), 225–244.
 * Points need not all be given; a ballot without points is cast and changes no order. Ties stay ties.
 */
export function countDots(options: number, ballots: readonly (readonly number[])[]): Count {
  const counts = new Array<number>(options).fill(0)
  for (const points of ballots)
    points.forEach((given, option) => {
      counts[option] = (counts[option] ?? 0) + given
    })
  return { counts, ...ordered(counts) }
}
