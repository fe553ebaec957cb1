import { bordaPoints } from './borda.ts'
import type { Count } from './methods.ts'
import { pairwise } from './pairs.ts'

/**
 * Ranking by the Schulze method; `counts` are Borda points, shown beside the order and deciding nothing.
 * Source: M. Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
 * election method, Social Choice and Welfare 36 (2011), 267–303; strength of a link by winning votes, as he recommends.
 * Equal ranks are allowed; what a ballot leaves out is last. An option that beats every other one by a majority wins.
 * Ties: options that no path sets apart share a tier. The tiers are what nothing left over is better than, taken away
 * again and again. Without ballots, or with blank ones only, all options share one tier and none wins.
 */
export function countRanking(options: number, ballots: readonly (readonly (readonly number[])[])[]): Count {
  const order = layers(options, strongestPaths(pairwise(options, ballots)))
  const [first] = order
  const winner = first?.length === 1 ? first[0] : undefined
  const counts = bordaPoints(options, ballots)
  return { counts, order, ...(winner === undefined ? {} : { winner }) }
}

/**
 * The strength of the strongest path between any two options: a path is as strong as its weakest link, a link as strong
 * as the number of ballots behind it, and there is a link only from the one that more prefer. Widest paths by
 * Floyd–Warshall, as in section 2.3.1 of the paper.
 */
export function strongestPaths(pairs: readonly (readonly number[])[]): number[][] {
  const at = (matrix: readonly (readonly number[])[], a: number, b: number) => matrix[a]?.[b] ?? 0
  const paths = pairs.map((row, a) => row.map((votes, b) => (votes > at(pairs, b, a) ? votes : 0)))
  for (let via = 0; via < paths.length; via++)
    paths.forEach((row, a) => {
      if (a === via) return
      row.forEach((direct, b) => {
        if (b !== a && b !== via) row[b] = Math.max(direct, Math.min(at(paths, a, via), at(paths, via, b)))
      })
    })
  return paths
}

function layers(options: number, paths: readonly (readonly number[])[]): number[][] {
  const better = (a: number, b: number) => (paths[a]?.[b] ?? 0) > (paths[b]?.[a] ?? 0)
  const order: number[][] = []
  let left = Array.from({ length: options }, (_, option) => option)
  while (left.length > 0) {
    // "better" is transitive (theorem 1 of the paper), so something is always best
    const best = left.filter((option) => !left.some((other) => better(other, option)))
    order.push(best)
    left = left.filter((option) => !best.includes(option))
  }
  return order
}
