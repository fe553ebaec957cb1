/**
 * How many ballots strictly prefer `a` to `b`: `pairs[a][b]`. Ballots are tiers of options, best first. What a ballot
 * leaves out is below everything it names and equal among itself; options of one tier are equal.
 */
export function pairwise(options: number, ballots: readonly (readonly (readonly number[])[])[]): number[][] {
  const pairs = Array.from({ length: options }, () => new Array<number>(options).fill(0))
  for (const tiers of ballots) {
    const place = places(options, tiers)
    pairs.forEach((row, a) =>
      row.forEach((_, b) => {
        if (place(a) < place(b)) row[b] = (row[b] ?? 0) + 1
      }),
    )
  }
  return pairs
}

/** The tier of each option on a ballot, from 0; what is left out stands behind the last tier. */
export function places(options: number, tiers: readonly (readonly number[])[]): (option: number) => number {
  const at = new Array<number>(options).fill(tiers.length)
  tiers.forEach((tier, place) => {
    for (const option of tier) at[option] = place
  })
  return (option) => at[option] ?? tiers.length
}
