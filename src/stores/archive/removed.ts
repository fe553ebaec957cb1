import type { Owner } from '../../../core/desktop/contract.ts'
import type { Platform } from '../../platform/contract.ts'

/** Copies that the person has removed are not filled again until the matter is opened or kept by hand. */
export function createRemoved(cache: Platform['cache'], owner: () => Owner | null) {
  const removed = new Set<string>()
  const keyOf = ({ server, account }: Owner) => `removed:${server}:${account}`
  const save = () => {
    const whose = owner()
    if (whose) cache.save(keyOf(whose), [...removed])
  }
  return {
    has: (matter: string) => removed.has(matter),
    add(matter: string): void {
      removed.add(matter)
      save()
    },
    delete(matter: string): void {
      if (removed.delete(matter)) save()
    },
    load(whose: Owner | null): void {
      removed.clear()
      for (const id of (whose && (cache.load(keyOf(whose)) as string[] | undefined)) ?? []) removed.add(id)
    },
  }
}
