import type { StatisticsGroup } from '../../../core/proposal/statistics.ts'
import { useRoster } from '../../stores/roster.ts'
import { categoryName } from '../../ui/categories.ts'
import { statusName, useNames } from '../../ui/names.ts'

/** The names of the rows of a group. Call it in set-up. */
export function useGroupNames(): (group: StatisticsGroup, key: string) => string {
  const roster = useRoster()
  const { place, unit } = useNames()
  return (group, key) => {
    switch (group) {
      case 'status':
        return statusName(key)
      case 'category':
        return categoryName(key)
      case 'region':
        return place(key)
      case 'sector':
        return roster.sector(key)?.name ?? key
      case 'unit':
        return unit(key)
      default:
        return group satisfies never
    }
  }
}
