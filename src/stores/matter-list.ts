import { defineStore } from 'pinia'
import { reactive, ref, shallowRef, watch } from 'vue'
import type { Summary } from '../../core/wire/records.ts'
import type { Refusal } from '../../core/wire/refusal.ts'
import { LIMITS } from '../../core/wire/limits.ts'
import { asked, fits, type ListQuery } from './list-query.ts'
import { useLink } from './link.ts'
import { useRoster } from './roster.ts'
import { useSession } from './session.ts'

const PAGE = 50
// After the last key or change, ms.
const PAUSE_MS = 250
const PROBE_MS = 1000

const listStore = (name: string, initial: ListQuery) =>
  defineStore(`list/${name}`, () => {
    const link = useLink()
    const session = useSession()
    const roster = useRoster()

    /** Changing a member asks again, a moment after the last change. */
    const query = reactive<ListQuery>({ ...initial })
    const items = shallowRef<readonly Summary[]>([])
    /** How many matters the query finds, loaded or not. */
    const total = ref(0)
    const phase = ref<'loading' | 'ready' | 'error'>('loading')
    const refusal = shallowRef<Refusal | null>(null)
    /** True while further rows can be loaded. */
    const more = ref(false)
    /** Matters that are not in the list yet and would stand at its top after `refresh`. */
    const newer = ref(0)
    /** Ids of rows that have changed since they were loaded or marked as seen. */
    const changed = shallowRef<ReadonlySet<string>>(new Set())

    const arrived = new Set<string>()
    let cursor: string | undefined
    let turn = 0
    // The rows on the screen answer an earlier query.
    let stale = false
    let pause: ReturnType<typeof setTimeout> | undefined
    let probing: ReturnType<typeof setTimeout> | undefined

    const ask = (at?: string, limit = PAGE) =>
      link.request('matters:list', { ...asked(query), limit, ...(at === undefined ? {} : { cursor: at }) })

    /** Asks again from the top, for as many rows as are shown (at most 100). Rows stay on the screen meanwhile. */
    async function refresh(): Promise<void> {
      clearTimeout(pause)
      clearTimeout(probing)
      const mine = ++turn
      if (items.value.length === 0) phase.value = 'loading'
      const shown = stale ? 0 : items.value.length
      const reply = await ask(undefined, Math.min(LIMITS.listPage, Math.max(PAGE, shown)))
      if (mine !== turn) return
      if (!reply.ok) {
        refusal.value = reply.refusal
        if (stale) items.value = []
        phase.value = items.value.length > 0 ? 'ready' : 'error'
        return
      }
      stale = false
      arrived.clear()
      newer.value = 0
      changed.value = new Set()
      items.value = reply.value.items
      total.value = reply.value.total
      cursor = reply.value.next
      more.value = cursor !== undefined
      refusal.value = null
      phase.value = 'ready'
    }

    let loadingMore = false
    /** Appends the next page; does nothing at the end or while one is on its way. */
    async function loadMore(limit = PAGE): Promise<void> {
      if (cursor === undefined || loadingMore) return
      const mine = turn
      loadingMore = true
      const reply = await ask(cursor, limit)
      loadingMore = false
      if (mine !== turn) return
      if (!reply.ok) {
        refusal.value = reply.refusal
        return
      }
      const loaded = new Set(items.value.map(({ id }) => id))
      items.value = [...items.value, ...reply.value.items.filter(({ id }) => !loaded.has(id))]
      total.value = reply.value.total
      cursor = reply.value.next
      more.value = cursor !== undefined
      refusal.value = null
    }

    /** Loads every row that the query finds, page by page; ends early when the server cannot be asked. */
    async function loadAll(): Promise<void> {
      const mine = turn
      while (cursor !== undefined && mine === turn) {
        const at = cursor
        await loadMore(LIMITS.listPage)
        if (cursor === at) return
      }
    }

    function markSeen(id: string): void {
      if (changed.value.has(id)) changed.value = new Set([...changed.value].filter((other) => other !== id))
    }

    /** Counts what only the server can find: for queries that a summary alone does not answer. */
    async function probe(): Promise<void> {
      const mine = turn
      const reply = await ask()
      if (mine !== turn || !reply.ok) return
      const loaded = new Set(items.value.map(({ id }) => id))
      newer.value = reply.value.items.filter(({ id }) => !loaded.has(id)).length
      total.value = reply.value.total
    }

    function hear(news: readonly Summary[]): void {
      if (phase.value !== 'ready') return
      const latest = new Map(news.map((summary) => [summary.id, summary]))
      const touched = items.value.filter(({ id, seq }) => (latest.get(id)?.seq ?? -1) > seq)
      if (touched.length > 0) {
        items.value = items.value.map((row) => (touched.includes(row) ? (latest.get(row.id) ?? row) : row))
        changed.value = new Set([...changed.value, ...touched.map(({ id }) => id)])
      }
      const loaded = new Set(items.value.map(({ id }) => id))
      const others = news.filter(({ id }) => !loaded.has(id))
      const verdicts = others.map((summary) => ({ id: summary.id, fit: fits(summary, query, roster.regionPath) }))
      for (const { id, fit } of verdicts) if (fit === true) arrived.add(id)
      newer.value = Math.max(newer.value, arrived.size)
      if (!verdicts.some(({ fit }) => fit === undefined)) return
      clearTimeout(probing)
      probing = setTimeout(() => void probe(), PROBE_MS)
    }

    link.on('matters:changed', ({ items: news }) => hear(news))
    watch(query, () => {
      turn++
      stale = true
      cursor = undefined
      more.value = false
      phase.value = 'loading'
      clearTimeout(pause)
      pause = setTimeout(() => void refresh(), PAUSE_MS)
    })
    watch(
      () => session.owner,
      () => {
        turn++
        items.value = []
        total.value = 0
        cursor = undefined
        more.value = false
        phase.value = 'loading'
      },
      { flush: 'sync' },
    )
    // While offline much may have passed unheard, so coming back asks again; who waits offline is told that it is in vain.
    watch(
      () => session.owner && link.state,
      (state) => {
        if (state === 'online' || (state === 'offline' && phase.value === 'loading')) void refresh()
      },
      { immediate: true },
    )

    return { query, items, total, phase, refusal, more, newer, changed, refresh, loadMore, loadAll, markSeen }
  })

/**
 * The list of matters of this name (`proposals`, `mine` …): it keeps its query, rows and place while the reader is
 * elsewhere. `initial` is its query when it is first used.
 */
export function useMatterList(name: string, initial: ListQuery = {}) {
  return listStore(name, initial)()
}

export type MatterList = ReturnType<typeof useMatterList>
