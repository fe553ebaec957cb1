import { defineStore } from 'pinia'
import { ref } from 'vue'
import { rosterNames } from '../../core/bag/roster-names.ts'
import type { SavedBags } from '../../core/desktop/bags.ts'
import { platform } from '../platform/platform.ts'
import { fetchBag } from '../realtime/bags-api.ts'
import type { Reply } from '../../core/wire/refusal.ts'
import { unavailable } from '../realtime/incoming.ts'
import { plain } from './plain.ts'
import { reasonOf } from './reason-of.ts'
import { useRoster } from './roster.ts'
import { useSession } from './session.ts'

/** Why a bag was not saved here; the screen has a sentence for each. */
export const SAVE_TROUBLES = [
  'no-record',
  'damaged-file',
  'too-large',
  'disk-full',
  'not-writable',
  'disk',
  'newer-version',
  'locked',
  'other',
] as const
export type SaveTrouble = (typeof SAVE_TROUBLES)[number]

/** Matters as bags: saved from this machine's archive on a desktop, fetched from the server in a browser. */
export const useBags = defineStore('bags', () => {
  const { bags } = platform()
  const session = useSession()
  const roster = useRoster()
  /** A bag is being made or fetched. */
  const busy = ref(false)

  /** Saves kept matters as one file, sealed when a passphrase is given; null when the person thought better of it. */
  async function save(
    matters: readonly string[],
    passphrase?: string,
  ): Promise<{ ok: true; value: SavedBags | null } | { ok: false; trouble: SaveTrouble }> {
    const { owner } = session
    if (!bags || !owner) return { ok: false, trouble: 'other' }
    busy.value = true
    try {
      const names = rosterNames({
        accounts: [...roster.accounts.values()],
        units: roster.allUnits,
        sectors: roster.allSectors,
        regions: roster.regionIds.map((id) => ({ id, name: roster.region(id)?.name ?? id })),
      })
      const wanted = { matters: [...matters], names, ...(passphrase === undefined ? {} : { passphrase }) }
      return { ok: true, value: await bags.save(plain(owner), plain(wanted)) }
    } catch (error) {
      return { ok: false, trouble: reasonOf(error, SAVE_TROUBLES) ?? 'other' }
    } finally {
      busy.value = false
    }
  }

  /** Fetches the bag of a matter from the server. */
  async function download(matter: string): Promise<Reply<{ bytes: Blob; name: string }>> {
    const token = session.bearer()
    if (token === undefined) return unavailable('offline')
    busy.value = true
    try {
      return await fetchBag({ server: session.server, token }, matter)
    } finally {
      busy.value = false
    }
  }

  return { canSave: bags !== undefined, busy, save, download }
})
