import { ordered, type Count } from './methods.ts'

/**
 * Single choice (plurality): each ballot names one option, most votes come first.
 * Source: Robert's Rules of Order Newly Revised, 12th ed. (2020), 44:11 (plurality vote).
 * Ties stay ties: a shared first place has no winner. There is no blank ballot; who abstains casts none, or the poll
 * offers abstaining as an option. Without ballots all options share one place.
 */
export function countSingle(options: number, ballots: readonly number[]): Count {
  const counts = new Array<number>(options).fill(0)
  for (const option of ballots) counts[option] = (counts[option] ?? 0) + 1
  return { counts, ...ordered(counts) }
}
