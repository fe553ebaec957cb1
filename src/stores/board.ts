import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { askedAnew } from './asked.ts'
import { useLink } from './link.ts'

/** What is under supervision, in figures: of all units, or of the one that was chosen. */
export const useBoard = defineStore('board', () => {
  const link = useLink()
  const unit = shallowRef<string>()
  const ask = () => link.request('supervision:board', unit.value === undefined ? {} : { unit: unit.value })
  const { renew, ...asked } = askedAnew(ask, 'supervision')

  /** Asks for the board of one unit, or of all. */
  function show(wanted: string | undefined): Promise<void> {
    unit.value = wanted
    return renew()
  }
  return { unit, show, ...asked }
})
