import { z } from 'zod'
import type { Figures } from './figures.ts'

const count = z.int().min(0)

/** One line of the statistics: `key` is a status, category, region, sector or unit, or `all`. Days are calendar days. */
export const statisticsRow = z.strictObject({
  key: z.string(),
  submitted: count,
  filed: count,
  answered: count,
  classA: count,
  classB: count,
  classC: count,
  lookedBack: count,
  kept: count,
  evaluated: count,
  satisfied: count,
  agreed: count,
  medianHandlingDays: z.number().optional(),
})
export type StatisticsRow = z.output<typeof statisticsRow>

export const STATISTICS_GROUPS = ['status', 'category', 'region', 'sector', 'unit'] as const
export type StatisticsGroup = (typeof STATISTICS_GROUPS)[number]

/** The figures of many proposals in one line. */
export function sumUp(key: string, proposals: readonly Figures[]): StatisticsRow {
  const sum = (of: (figures: Figures) => number) => proposals.reduce((total, figures) => total + of(figures), 0)
  const days = proposals.flatMap(({ handlingDays }) => handlingDays ?? []).sort((a, b) => a - b)
  return {
    key,
    submitted: proposals.length,
    filed: sum(({ filed }) => Number(filed)),
    answered: sum(({ answered }) => Number(answered)),
    classA: sum(({ classes }) => classes.A),
    classB: sum(({ classes }) => classes.B),
    classC: sum(({ classes }) => classes.C),
    lookedBack: sum(({ lookedBack }) => lookedBack),
    kept: sum(({ kept }) => kept),
    evaluated: sum(({ evaluated }) => evaluated),
    satisfied: sum(({ satisfied }) => satisfied),
    agreed: sum(({ agreed }) => agreed),
    ...(days.length > 0 ? { medianHandlingDays: median(days) } : {}),
  }
}

/** One line for each key, the largest first. Proposals without a key are left out. */
export function groupBy(
  proposals: readonly Figures[],
  keyOf: (figures: Figures) => string | undefined,
): StatisticsRow[] {
  const groups = Map.groupBy(
    proposals.filter((figures) => keyOf(figures) !== undefined),
    (figures) => keyOf(figures) ?? '',
  )
  return [...groups]
    .map(([key, members]) => sumUp(key, members))
    .sort((a, b) => b.submitted - a.submitted || (a.key < b.key ? -1 : 1))
}

/** The middle of numbers in order. */
export function median(sorted: readonly number[]): number {
  const middle = sorted.length / 2
  const [low = 0, high = low] = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1)
  return (low + high) / 2
}
