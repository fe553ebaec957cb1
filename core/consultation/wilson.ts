/** A share with its confidence interval; all three 0–1. */
export interface Interval {
  share: number
  low: number
  high: number
}

/** The normal quantile of a two-sided 95 % interval. */
const Z = 1.959963984540054

/**
 * The share `count`/`of` with its Wilson score interval at 95 %.
 * Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American
 * Statistical Association 22 (1927), 209–212; recommended for small numbers by L. D. Brown, T. T. Cai, A. DasGupta,
 * Interval Estimation for a Binomial Proportion, Statistical Science 16 (2001), 101–133.
 * centre (p + z²/2n) / (1 + z²/n), half-width z/(1 + z²/n) · √(p(1−p)/n + z²/4n²). Of nothing the interval is 0–1.
 */
export function wilson(count: number, of: number): Interval {
  if (of === 0) return { share: 0, low: 0, high: 1 }
  const p = count / of
  const z2 = (Z * Z) / of
  const centre = (p + z2 / 2) / (1 + z2)
  const half = (Z / (1 + z2)) * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of))
  // at the ends the formula gives the bound itself, but for the last digit
  return { share: p, low: count === 0 ? 0 : centre - half, high: count === of ? 1 : centre + half }
}
