import { defineStore } from 'pinia'
import { computed, watch } from 'vue'
import { DEFAULT_KEEPING, type Keeping } from '../../core/desktop/keeping.ts'
import { useOutbox } from './outbox.ts'
import { useSettings } from './settings.ts'

/** How long the sparing way waits between two requests, and the longest wait for a slow line, ms. */
const SPARING_MS = 1500
const LONGEST_MS = 20_000
/** An answer that takes longer than this means that the line is slow, ms. */
const SLOW_MS = 1500

/** What the reader wants kept on this machine, and how much of the line that may take. */
export const useKeeping = defineStore('keeping', () => {
  const { settings, update } = useSettings()
  const outbox = useOutbox()
  const rule = computed<Keeping>(() => settings.keeping ?? DEFAULT_KEEPING)
  const change = (patch: Partial<Keeping>) => update({ keeping: { ...rule.value, ...patch } })
  let last = 0

  const free = () => !rule.value.paused && !outbox.entries.some(({ status }) => status !== 'refused')

  /** Resolves when a request in the background is welcome: not while it is paused or what people sent is on its way. */
  async function turn(): Promise<void> {
    if (!free())
      await new Promise<void>((resolve) => {
        const stop = watch(free, (is) => {
          if (!is) return
          stop()
          resolve()
        })
      })
    const rest = Math.max(rule.value.sparing ? SPARING_MS : 0, last > SLOW_MS ? Math.min(last, LONGEST_MS) : 0)
    if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
  }

  /** Measures how long the line takes for something that was fetched in the background. */
  async function timed<T>(fetching: Promise<T>): Promise<T> {
    const began = performance.now()
    return fetching.finally(() => (last = performance.now() - began))
  }

  return { rule, change, turn, timed }
})
