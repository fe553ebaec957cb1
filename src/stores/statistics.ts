import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RequestIn, RequestValue } from '../../core/wire/requests.ts'
import { askedAnew } from './asked.ts'
import { useLink } from './link.ts'

export type Statistics = RequestValue<'proposals:statistics'>
export type StatisticsBounds = RequestIn<'proposals:statistics'>

/** The figures of proposals in a period. */
export const useStatistics = defineStore('statistics', () => {
  const link = useLink()
  const bounds = shallowRef<StatisticsBounds>({})
  const { renew, ...asked } = askedAnew(() => link.request('proposals:statistics', bounds.value), 'proposal')

  /** Asks for another period. */
  function show(wanted: StatisticsBounds): Promise<void> {
    bounds.value = wanted
    return renew()
  }
  return { bounds, show, ...asked }
})
