import type { Owner } from '../../../core/desktop/contract.ts'
import type { Platform } from '../../platform/contract.ts'
import { newId } from '../../realtime/new-id.ts'

type Places = Pick<Platform, 'cache' | 'drafts'>

/** The kind of a draft that nobody wrote: what lay in the cache for the account that left. */
export const TUCKED_DRAFT = 'cache'

/** Puts what the cache holds of an account, words begun and not sent among it, where it is sealed with the rest. */
export async function tuckAway({ cache, drafts }: Places, owner: Owner): Promise<void> {
  const body = cache.of(owner.account)
  if (Object.keys(body).length === 0) return
  await drafts.put(owner, { id: newId(), kind: TUCKED_DRAFT, title: '', body, updatedAt: Date.now() })
  cache.forget(owner.account)
}

/** Puts it back; what the cache has by now is newer, and what it does not take stays where it is. */
export async function takeOut({ cache, drafts }: Places, owner: Owner): Promise<void> {
  const tucked = (await drafts.list(owner)).filter(({ kind }) => kind === TUCKED_DRAFT)
  for (const draft of tucked.sort((a, b) => b.updatedAt - a.updatedAt)) {
    const all = Object.entries(draft.body)
    const left = all.filter(([key, value]) => cache.load(key) === undefined && !cache.save(key, value))
    if (left.length === 0) await drafts.remove(owner, draft.id)
    else if (left.length < all.length) await drafts.put(owner, { ...draft, body: Object.fromEntries(left) })
  }
}
