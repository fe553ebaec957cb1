import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Summary } from '../../core/wire/records.ts'
import { useSession } from './session.ts'

/** A matter that was chosen to be handled, as it stood then. */
export type Queued = Pick<Summary, 'id' | 'kind' | 'title' | 'status' | 'seq'>

/** Matters that the reader has chosen to handle one after the other. Gone when the program ends. */
export const useQueue = defineStore('queue', () => {
  const session = useSession()
  const items = shallowRef<readonly Queued[]>([])
  const at = ref(-1)
  const current = computed(() => items.value[at.value])

  /** Begins with the first of these. */
  function start(chosen: readonly Queued[]): void {
    items.value = chosen.map(({ id, kind, title, status, seq }) => ({ id, kind, title, status, seq }))
    at.value = chosen.length > 0 ? 0 : -1
  }

  /** Goes on by so many steps; answers what comes up, `undefined` at either end. */
  function step(by: 1 | -1): Queued | undefined {
    const next = items.value[at.value + by]
    if (next) at.value += by
    return next
  }

  /** Where a matter stands among the chosen ones, for a page that was opened in another way. */
  function goTo(id: string): boolean {
    const found = items.value.findIndex((item) => item.id === id)
    if (found >= 0) at.value = found
    return found >= 0
  }

  function end(): void {
    items.value = []
    at.value = -1
  }

  watch(() => session.owner, end, { flush: 'sync' })

  return { items, at, current, start, step, goTo, end }
})
