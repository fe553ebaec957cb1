import { defineStore } from 'pinia'
import { reactive, ref, shallowRef } from 'vue'
import type { Summary } from '../../core/wire/records.ts'
import type { Refusal } from '../../core/wire/refusal.ts'
import type { RequestIn } from '../../core/wire/requests.ts'

/** What a list asks for. Changing a member asks again, a moment after the last change. */
export type ListQuery = Omit<RequestIn<'matters:list'>, 'cursor' | 'limit'>

const listStore = (name: string) =>
  defineStore(`list/${name}`, () => {
    const query = reactive<ListQuery>({})
    const items = shallowRef<readonly Summary[]>([])
    const total = ref(0)
    const phase = ref<'idle' | 'loading' | 'ready' | 'error'>('idle')
    const refusal = shallowRef<Refusal | null>(null)
    const more = ref(false)
    /** Matters that are not in the list yet and would stand at its top after `refresh`. */
    const newer = ref(0)
    /** Ids of rows that have changed since they were loaded or last marked as seen. */
    const changed = shallowRef<ReadonlySet<string>>(new Set())

    async function refresh(): Promise<void> {}
    async function loadMore(): Promise<void> {}
    function markSeen(_id: string): void {}

    return { query, items, total, phase, refusal, more, newer, changed, refresh, loadMore, markSeen }
  })

const stores = new Map<string, ReturnType<typeof listStore>>()

/**
 * The list of matters of this name (`proposals`, `mine` …): it keeps its query, rows and place while the reader is
 * elsewhere. `initial` is its query when it is first used.
 */
export function useMatterList(name: string, initial: ListQuery = {}) {
  const use = stores.get(name) ?? listStore(name)
  stores.set(name, use)
  const list = use()
  if (list.phase === 'idle') Object.assign(list.query, initial)
  return list
}
