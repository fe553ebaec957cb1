import type { Account } from '../../core/people/roles.ts'
import type { Figures } from '../../core/proposal/figures.ts'
import { groupBy, sumUp, type StatisticsGroup } from '../../core/proposal/statistics.ts'
import type { RequestValue } from '../../core/wire/requests.ts'

/** The figures of proposals in one line, and in groups. `account` knows the authors' sectors. */
export function statisticsOf(
  proposals: readonly Figures[],
  account: (id: string) => Account | undefined,
): RequestValue<'proposals:statistics'> {
  const keys: Record<StatisticsGroup, (figures: Figures) => string | undefined> = {
    status: ({ status }) => status,
    category: ({ category }) => category,
    region: ({ region }) => region,
    sector: ({ author }) => account(author)?.sector,
    unit: ({ unit }) => unit,
  }
  const groups = Object.entries(keys).map(([group, keyOf]) => [group, groupBy(proposals, keyOf)] as const)
  return {
    all: sumUp('all', proposals),
    groups: Object.fromEntries(groups) as RequestValue<'proposals:statistics'>['groups'],
  }
}
