import type { InjectionKey } from 'vue'
import { refuse, type Reply } from '../../core/wire/refusal.ts'
import { platform } from '../platform/platform.ts'
import { plain } from './plain.ts'
import { useSession } from './session.ts'

/** A bag on the shelf, by its id, and the hashes of the files that whoever made it left out. */
export interface ShownBag {
  id: string
  leftOut: () => ReadonlySet<string>
}

/** The bag whose matter is shown: attachments below come out of it and from nowhere else. */
export const SHOWN_BAG: InjectionKey<ShownBag> = Symbol('the bag that is shown')

/** Finds an attachment of a bag for the page: its address on this machine, or why it is not to be had. Call it in set-up. */
export function useShelvedFiles(): (bag: string, sha256: string) => Promise<Reply<string>> {
  const { shelf } = platform()
  const session = useSession()
  return async (bag, sha256) => {
    const gone = { ok: false as const, refusal: refuse('unavailable', 'bag-gone', 'the bag is not on the shelf') }
    if (!shelf || !session.owner) return gone
    try {
      const found = await shelf.address(plain(session.owner), bag, sha256)
      if (found.ok) return { ok: true, value: found.address }
      if (found.reason === 'gone') return gone
      if (found.reason === 'absent')
        return { ok: false, refusal: refuse('unavailable', 'bag-left-out', 'the bag came without this file') }
      return { ok: false, refusal: refuse('unavailable', 'bag-damaged', 'not the file that the record names') }
    } catch (error) {
      return { ok: false, refusal: refuse('unavailable', 'bag-unread', String(error)) }
    }
  }
}
