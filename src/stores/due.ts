import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { DueTask } from '../../core/wire/records.ts'
import type { Refusal } from '../../core/wire/refusal.ts'
import type { RequestIn } from '../../core/wire/requests.ts'
import { useLink } from './link.ts'
import { useSession } from './session.ts'

export type DueQuery = RequestIn<'due:list'>

// A burst of changes asks once, this much later, ms.
const PAUSE_MS = 2000

/** What falls due in a period, asked anew while it is looked at and something changes. */
export const useDue = defineStore('due', () => {
  const link = useLink()
  const session = useSession()

  const phase = ref<'loading' | 'ready' | 'error'>('loading')
  const refusal = shallowRef<Refusal | null>(null)
  const items = shallowRef<readonly DueTask[]>([])
  const total = ref(0)
  let query: DueQuery | undefined
  let turn = 0
  let watched = 0
  let pause: ReturnType<typeof setTimeout> | undefined

  async function refresh(): Promise<void> {
    clearTimeout(pause)
    if (!query) return
    const mine = ++turn
    const reply = await link.request('due:list', query)
    if (mine !== turn) return
    if (reply.ok) {
      items.value = reply.value.items
      total.value = reply.value.total
    }
    refusal.value = reply.ok ? null : reply.refusal
    phase.value = reply.ok || phase.value === 'ready' ? 'ready' : 'error'
  }

  /** Asks for another period. */
  async function show(wanted: DueQuery): Promise<void> {
    query = wanted
    items.value = []
    phase.value = 'loading'
    await refresh()
  }

  /** Keeps the list fresh as long as it is looked at; the answer ends it. */
  function look(): () => void {
    watched++
    return () => {
      watched--
      clearTimeout(pause)
    }
  }

  const soon = () => {
    if (watched === 0) return
    clearTimeout(pause)
    pause = setTimeout(() => void refresh(), PAUSE_MS)
  }
  link.on('matters:changed', soon)
  link.on('inbox:changed', soon)
  link.on('committee:changed', soon)
  watch(
    () => session.owner,
    () => {
      turn++
      items.value = []
      query = undefined
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

  return { phase, refusal, items, total, show, refresh, look }
})
