import type { FigureName } from '../../../core/proposal/figures.ts'
import type { StatisticsGroup, StatisticsRow } from '../../../core/proposal/statistics.ts'
import type { StatisticsBounds } from '../../stores/statistics.ts'
import type { ListQuery } from '../../stores/list-query.ts'

/** A number of the statistics: how many there are in a row, and which proposals stand behind it. */
export type Measure = 'submitted' | FigureName

/** The list of the proposals behind a number: of the period, of the row of a group (none for the total), of the figure. */
export function queryBehind(
  bounds: StatisticsBounds,
  group: StatisticsGroup | undefined,
  key: string,
  measure: Measure,
): ListQuery {
  const where: Record<StatisticsGroup, ListQuery> = {
    status: { status: [key] },
    category: { category: key },
    region: { region: key, exactRegion: true },
    sector: { sector: key },
    unit: { unit: key },
  }
  return {
    kind: 'proposal',
    ...bounds,
    ...(group === undefined ? {} : where[group]),
    ...(measure === 'submitted' ? {} : { figure: measure }),
  }
}

/** A part of a whole, 0–1; `undefined` when the whole is nothing, so that nothing is said of it. */
export function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole
}

/** Items of answers in all classes. */
export const itemsOf = ({ classA, classB, classC }: StatisticsRow): number => classA + classB + classC
