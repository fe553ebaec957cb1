import { dayOf, dateOf } from '../../core/clock/calendar.ts'

/** How many days, weeks and months have a backup kept of them, each its latest. */
export const KEPT = { days: 7, weeks: 5, months: 12 }

/**
 * Of backups made at these times (ms UTC), those to keep: the latest of each of the last days, weeks (from Monday) and
 * months that have any, by the days of China. The latest of all is always among them.
 */
export function timesToKeep(times: readonly number[], kept = KEPT): Set<number> {
  const latestFirst = [...times].sort((a, b) => b - a)
  const periods: [most: number, of: (at: number) => string | number][] = [
    [Math.max(1, kept.days), dayOf],
    // day 0, 1970-01-01, was a Thursday
    [kept.weeks, (at) => Math.floor((dayOf(at) + 3) / 7)],
    [kept.months, (at) => dateOf(dayOf(at)).slice(0, 7)],
  ]
  const found = new Set<number>()
  for (const [most, of] of periods) {
    const latest = new Map<string | number, number>()
    for (const at of latestFirst) if (!latest.has(of(at))) latest.set(of(at), at)
    for (const at of [...latest.values()].slice(0, most)) found.add(at)
  }
  return found
}
