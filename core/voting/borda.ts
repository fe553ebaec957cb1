import { places } from './pairs.ts'

/**
 * Borda points, shown beside the Schulze order: on each ballot an option gets one point for every option below it and
 * half a point for every other one of its tier, so that every complete ballot gives away the same sum.
 * Source: J.-C. de Borda, Mémoire sur les élections au scrutin (1781, printed 1784); ties by averaging: D. Black, The
 * Theory of Committees and Elections (1958), and P. Gärdenfors, Positionalist Voting Functions (1973).
 * Options that a ballot leaves out are its last tier. Halves are exact in binary, so sums are.
 */
export function bordaPoints(options: number, ballots: readonly (readonly (readonly number[])[])[]): number[] {
  const doubled = new Array<number>(options).fill(0)
  for (const tiers of ballots) {
    const place = places(options, tiers)
    const size = new Array<number>(tiers.length + 1).fill(0)
    for (let option = 0; option < options; option++) size[place(option)] = (size[place(option)] ?? 0) + 1
    let below = options
    const worth = size.map((members) => {
      below -= members
      return 2 * below + (members - 1)
    })
    for (let option = 0; option < options; option++)
      doubled[option] = (doubled[option] ?? 0) + (worth[place(option)] ?? 0)
  }
  return doubled.map((points) => points / 2)
}
