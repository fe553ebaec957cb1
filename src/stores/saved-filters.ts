import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { z } from 'zod'
import type { Owner } from '../../core/desktop/contract.ts'
import { requests } from '../../core/wire/requests.ts'
import { platform } from '../platform/platform.ts'
import { newId } from '../realtime/new-id.ts'
import { asked, type ListQuery } from './list-query.ts'
import { useSession } from './session.ts'

const MOST = 20
const NAME_MOST = 20

const savedSchema = z.object({
  id: z.string(),
  name: z.string(),
  query: requests['matters:list'].in.omit({ cursor: true, limit: true }),
})
/** A query under a name. */
export type SavedFilter = z.output<typeof savedSchema>

/** Filters that the reader has given a name, kept on this machine. One that can no longer be asked is left out. */
export const useSavedFilters = defineStore('saved-filters', () => {
  const { cache } = platform()
  const session = useSession()
  const all = ref<SavedFilter[]>([])
  const keyOf = ({ server, account }: Owner) => `filters:${server}:${account}`

  function keep(next: SavedFilter[]): void {
    all.value = next
    if (session.owner) cache.save(keyOf(session.owner), next)
  }

  /** Keeps a query under a name; the same name again replaces it. False when there is no room for another. */
  function save(name: string, query: ListQuery): boolean {
    const called = [...name.trim()].slice(0, NAME_MOST).join('')
    const others = all.value.filter((other) => other.name !== called)
    if (called === '' || others.length >= MOST) return false
    keep([...others, { id: newId(), name: called, query: asked(query) }])
    return true
  }

  const remove = (id: string) => keep(all.value.filter((other) => other.id !== id))

  watch(
    () => session.owner,
    (owner) => {
      const found = owner ? cache.load(keyOf(owner)) : undefined
      all.value = (Array.isArray(found) ? found : []).flatMap((one) => savedSchema.safeParse(one).data ?? [])
    },
    { immediate: true, flush: 'sync' },
  )

  return { all, save, remove, nameMost: NAME_MOST }
})
