/** A share as a fraction of whole numbers: `n`/`d`. */
export interface Fraction {
  n: number
  d: number
}

const PLACES = 1_000_000

/**
 * The simplest fraction that equals a share to six decimal places: 0.5 is 1/2, 0.666667 and 2/3 are 2/3. A share
 * travels as a JSON number, which cannot hold two thirds; from here on whole numbers decide.
 * Simplest = smallest denominator, found by continued fractions (Graham, Knuth, Patashnik, Concrete Mathematics, §4.5).
 * Throws on what is not in 0–1.
 */
export function fractionOf(share: number): Fraction {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`${share} is no share`)
  const scaled = Math.round(share * PLACES)
  if (scaled === 0) return { n: 0, d: 1 }
  // half a unit of the sixth place to either side, in halves of it
  return simplestBetween(2 * scaled - 1, 2 * scaled + 1, 2 * PLACES)
}

/** The fraction with the smallest denominator in [low/by, high/by]; all whole, 0 < low < high. */
function simplestBetween(low: number, high: number, by: number): Fraction {
  return between({ n: low, d: by }, { n: high, d: by })
}

function between(low: Fraction, high: Fraction): Fraction {
  const whole = Math.floor(low.n / low.d)
  if (low.n === whole * low.d) return { n: whole, d: 1 }
  if (whole + 1 <= Math.floor(high.n / high.d)) return { n: whole + 1, d: 1 }
  // both lie strictly between `whole` and the next: look among the inverses of what is over
  const rest = between({ n: high.d, d: high.n - whole * high.d }, { n: low.d, d: low.n - whole * low.d })
  return { n: whole * rest.n + rest.d, d: rest.n }
}

/**
 * Whether `count` is at least the share of `base`, or, with `above`, more than it. Compared in whole numbers:
 * two thirds 三分之二以上 of 30 is 20 and of 31 is 21; more than half 过半数 of 20 is 11. Nothing is no share of anything.
 */
export function reaches(count: number, base: number, share: number, above = false): boolean {
  const { n, d } = fractionOf(share)
  return count > 0 && (above ? count * d > n * base : count * d >= n * base)
}

/** The smallest number that reaches the share of `base`; more than `base` when nothing does. */
export function leastNumber(base: number, share: number, above = false): number {
  let least = Math.max(1, Math.floor(base * share) - 1)
  while (!reaches(least, base, share, above)) least++
  return least
}
