import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { Refusal } from '../../core/wire/refusal.ts'
import type { RequestIn, RequestValue } from '../../core/wire/requests.ts'
import { useLink } from './link.ts'
import { useSession } from './session.ts'

export type Statistics = RequestValue<'proposals:statistics'>
export type StatisticsBounds = RequestIn<'proposals:statistics'>

// A burst of changes asks once, this much later, ms.
const PAUSE_MS = 3000

/** The figures of proposals in a period, asked anew while they are looked at and something changes. */
export const useStatistics = defineStore('statistics', () => {
  const link = useLink()
  const session = useSession()

  const bounds = shallowRef<StatisticsBounds>({})
  const phase = ref<'loading' | 'ready' | 'error'>('loading')
  const refusal = shallowRef<Refusal | null>(null)
  const value = shallowRef<Statistics | null>(null)
  let turn = 0
  let watched = 0
  let pause: ReturnType<typeof setTimeout> | undefined

  async function refresh(): Promise<void> {
    clearTimeout(pause)
    const mine = ++turn
    const reply = await link.request('proposals:statistics', bounds.value)
    if (mine !== turn) return
    if (reply.ok) {
      value.value = reply.value
      refusal.value = null
      phase.value = 'ready'
    } else {
      refusal.value = reply.refusal
      phase.value = value.value ? 'ready' : 'error'
    }
  }

  /** Asks for another period; what stands on the screen is of the one before and goes. */
  async function show(wanted: StatisticsBounds): Promise<void> {
    bounds.value = wanted
    value.value = null
    phase.value = 'loading'
    await refresh()
  }

  /** Keeps the figures fresh as long as they are looked at; the answer ends it. */
  function look(): () => void {
    watched++
    return () => {
      watched--
      clearTimeout(pause)
    }
  }

  link.on('matters:changed', ({ items }) => {
    if (watched === 0 || !items.some(({ kind }) => kind === 'proposal')) return
    clearTimeout(pause)
    pause = setTimeout(() => void refresh(), PAUSE_MS)
  })
  watch(
    () => session.owner,
    () => {
      turn++
      value.value = null
      phase.value = 'loading'
    },
    { flush: 'sync' },
  )
  watch(
    () => session.owner && link.state,
    (state) => {
      if (watched > 0 && state === 'online') void refresh()
    },
  )

  return { bounds, phase, refusal, value, refresh, show, look }
})
