import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { BridgeHandlers } from '../../core/desktop/channels.ts'
import { isSealed } from '../archive/sealed-file.ts'
import type { LocalData } from '../archive/local-data.ts'
import type { KeptDoor } from './kept-door.ts'

type ShelfHandlers = Pick<BridgeHandlers, Extract<keyof BridgeHandlers, `shelf:${string}`>>

// Who chooses again and again does not come back to what was chosen long before.
const REMEMBERED = 16

/**
 * What answers the shelf's methods. `ask` lets the person choose a file and answers with its path, which stays here:
 * the page gets a token for it. Attachments go through the `door`.
 */
export function shelfHandlers(data: LocalData, ask: () => Promise<string | null>, door: KeptDoor): ShelfHandlers {
  const chosen = new Map<string, string>()
  return {
    async 'shelf:choose'() {
      const file = await ask()
      if (file === null) return null
      const token = randomUUID()
      chosen.set(token, file)
      for (const oldest of [...chosen.keys()].slice(0, -REMEMBERED)) chosen.delete(oldest)
      const size = await stat(file).then(
        (found) => found.size,
        () => 0,
      )
      const sealed = await isSealed(file).catch(() => false)
      return { file: token, name: path.basename(file), size, sealed }
    },
    async 'shelf:takeIn'(owner, { file, passphrase }) {
      const place = chosen.get(file)
      if (place === undefined) return { ok: false, reason: 'gone' }
      const { shelf, archive } = data.owner(owner)
      return shelf.takeIn(place, passphrase, async (matter) => (await archive.read(matter)).events)
    },
    'shelf:list': (owner) => data.owner(owner).shelf.list(),
    async 'shelf:read'(owner, id) {
      const { shelf, archive } = data.owner(owner)
      return shelf.read(id, async (matter) => (await archive.read(matter)).events)
    },
    'shelf:verify': (owner, id) => data.owner(owner).shelf.verify(id),
    async 'shelf:address'(owner, id, sha256) {
      const files = data.owner(owner).shelf.files(id)
      const found = await files.look(sha256)
      return found.ok ? { ok: true, address: door.place(files, sha256) } : found
    },
    'shelf:remove': (owner, id) => data.owner(owner).shelf.remove(id),
  }
}
