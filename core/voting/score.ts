import { ordered, type Count } from './methods.ts'

/**
 * Score voting, 0–10: `counts` are sums, the greatest comes first.
 * Source: W. D. Smith, Range Voting (2000); C. Hillinger, The Case for Utilitarian Voting, Homo Oeconomicus 22 (2005).
 * Sums, not means, decide: `null` (no opinion) adds nothing, so an option that few know cannot win by a few tens.
 * Ties stay ties. When every ballot gives nothing, all options share one place and none wins.
 */
export function countScore(options: number, ballots: readonly (readonly (number | null)[])[]): Count {
  const counts = new Array<number>(options).fill(0)
  for (const scores of ballots)
    scores.forEach((score, option) => {
      counts[option] = (counts[option] ?? 0) + (score ?? 0)
    })
  return { counts, ...ordered(counts) }
}

/** Beside the sums: the mean an option got from those who had an opinion, and how many they were; for showing only. */
export function meanScore(
  option: number,
  ballots: readonly (readonly (number | null)[])[],
): { mean?: number; scored: number } {
  const given = ballots.flatMap((scores) => scores[option] ?? [])
  const sum = given.reduce((total, score) => total + score, 0)
  return { scored: given.length, ...(given.length > 0 ? { mean: sum / given.length } : {}) }
}
