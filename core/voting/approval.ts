import { ordered, type Count } from './methods.ts'

/**
 * Approval voting: each ballot approves of any number of options, most approvals come first.
 * Source: S. J. Brams, P. C. Fishburn, Approval Voting, American Political Science Review 72 (1978), 831–847.
 * Ties stay ties. A ballot that approves of none or of all is cast, counts for quorum and thresholds, and changes no
 * order. Without ballots all options share one place.
 */
export function countApproval(options: number, ballots: readonly (readonly number[])[]): Count {
  const counts = new Array<number>(options).fill(0)
  for (const approved of ballots) for (const option of approved) counts[option] = (counts[option] ?? 0) + 1
  return { counts, ...ordered(counts) }
}
