import type { Owner, SavedSession } from '../../../core/desktop/contract.ts'
import type { Cipher } from '../../../electron/archive/cipher.ts'
import { openLocalData, type LocalData } from '../../../electron/archive/local-data.ts'
import type { Sealing } from '../../../electron/archive/password-seal.ts'
import { encryptionHandlers } from '../../../electron/main/encryption-handlers.ts'
import { filesHandlers } from '../../../electron/main/files-handlers.ts'
import { KeptDoor } from '../../../electron/main/kept-door.ts'
import { shelfHandlers } from '../../../electron/main/shelf-handlers.ts'
import type { Platform } from '../../../src/platform/contract.ts'

/** A desktop without its window: the real local data in a folder, and what a restart finds again. */
export interface Machine {
  folder: string
  /** Starts the platform; ends the one before, as when the program is started again. */
  boot(): Promise<Platform>
  /** The platform that was started last. */
  platform(): Platform
  shutDown(): Promise<void>
  /** What is on the disk for whoever was last served. */
  kept<K extends 'outbox' | 'drafts'>(kind: K): Promise<readonly { id: string }[]>
  notices: { title: string; body: string; route: string }[]
  badge: number
  /** The file that the person chooses when asked for a bag. */
  chosen: string | null
  /** Where the page would find kept files. */
  door: KeptDoor
  /** From now on writes of this kind fail (a full disk), until `undefined`. */
  fail: 'drafts' | 'outbox' | 'archive' | undefined
}

/** `cipher`: its keychain; without one it offers no encryption. */
export function machine(folder: string, cipher?: Cipher): Machine {
  let session: SavedSession | null = null
  let data: LocalData | undefined
  let served: Owner | undefined
  let remembered: Sealing | undefined
  const cache = new Map<string, string>()
  const guard = (kind: Machine['fail']) => {
    if (it.fail === kind) throw new Error('disk: no space left on device')
  }
  let platform: Platform | undefined
  const it: Machine = {
    folder,
    notices: [],
    badge: 0,
    chosen: null,
    door: new KeptDoor(),
    fail: undefined,
    kept: async (kind) => (data && served ? data.owner(served)[kind].list() : []),
    platform() {
      if (!platform) throw new Error('it was not started')
      return platform
    },
    async shutDown() {
      await data?.close()
      data = undefined
    },
    async boot() {
      await it.shutDown()
      const opened = (data = openLocalData({ directory: folder, cipher }))
      const local = { settings: opened.settings, owner: (owner: Owner) => opened.owner((served = owner)) }
      const encryption = encryptionHandlers(opened, {
        remember: async (sealing) => void (remembered = sealing),
        leave: async () => {
          session = null
          return remembered
        },
        leaving: async () => undefined,
        left: async () => undefined,
      })
      const files = filesHandlers(opened, async () => session, it.door)
      const shelf = shelfHandlers(opened, async () => it.chosen, it.door)
      platform = {
        kind: 'desktop',
        home: '',
        bags: undefined,
        settings: { get: () => local.settings.get(), set: (patch) => local.settings.set(patch) },
        session: {
          load: async () => session,
          save: async (saved) => {
            session = saved
            return { kept: true }
          },
          clear: async () => {
            session = null
            remembered = undefined
          },
        },
        local: {
          erase: async (owner) => {
            guard('archive')
            await opened.erase(owner)
          },
        },
        encryption: cipher && {
          encryption: (owner) => encryption['local:encryption'](owner),
          setEncryption: (owner, on) => encryption['local:setEncryption'](owner, on),
          remember: (password) => encryption['local:remember'](password),
          seal: async (owner) => {
            guard('archive')
            await encryption['local:seal'](owner)
          },
          unseal: (owner, password) => encryption['local:unseal'](owner, password),
        },
        drafts: {
          list: (owner) => local.owner(owner).drafts.list(),
          put: async (owner, draft) => {
            guard('drafts')
            await local.owner(owner).drafts.put(structuredClone(draft))
          },
          remove: async (owner, id) => void (await local.owner(owner).drafts.remove(id)),
        },
        outbox: {
          list: (owner) => local.owner(owner).outbox.list(),
          put: async (owner, entry) => {
            guard('outbox')
            await local.owner(owner).outbox.put(structuredClone(entry))
          },
          remove: async (owner, id) => void (await local.owner(owner).outbox.remove(id)),
        },
        archive: {
          catalogue: (owner) => local.owner(owner).archive.catalogue(),
          append: async (owner, kept) => {
            guard('archive')
            return local.owner(owner).archive.append(structuredClone(kept))
          },
          checkpoint: (owner, checkpoint) => local.owner(owner).archive.checkpoint(checkpoint),
          read: (owner, matter) => local.owner(owner).archive.read(matter),
          search: (owner, text) => local.owner(owner).archive.search(text),
          verify: (owner, matter) => local.owner(owner).archive.verify(matter),
          diverged: (owner, matter, found) => local.owner(owner).archive.diverged(matter, structuredClone(found)),
          remove: (owner, matter) => local.owner(owner).archive.remove(matter),
        },
        shelf: {
          choose: () => shelf['shelf:choose'](),
          takeIn: (owner, chosen) => shelf['shelf:takeIn'](owner, chosen),
          list: (owner) => shelf['shelf:list'](owner),
          read: (owner, id) => shelf['shelf:read'](owner, id),
          verify: (owner, id) => shelf['shelf:verify'](owner, id),
          address: (owner, id, sha256) => shelf['shelf:address'](owner, id, sha256),
          remove: (owner, id) => shelf['shelf:remove'](owner, id),
        },
        files: {
          keep: (owner, matter, most) => files['files:keep'](owner, matter, most),
          address: (owner, sha256) => files['files:address'](owner, sha256),
          usage: (owner) => files['files:usage'](owner),
        },
        desktop: {
          notify: async (notice) => void it.notices.push(notice),
          badge: async (count) => {
            it.badge = count
          },
          onOpenRoute: () => () => undefined,
        },
        // As text, so that what is found again is what JSON holds and no live object.
        cache: {
          load: (key) => {
            const text = cache.get(key)
            return text === undefined ? undefined : JSON.parse(text)
          },
          save: (key, value) => {
            cache.set(key, JSON.stringify(value))
            return true
          },
          remove: (key) => void cache.delete(key),
          of: (account) =>
            Object.fromEntries(
              [...cache].filter(([key]) => key.includes(account)).map(([key, text]) => [key, JSON.parse(text)]),
            ),
          forget: (account) => {
            for (const key of cache.keys()) if (key.includes(account)) cache.delete(key)
          },
        },
      }
      return platform
    },
  }
  return it
}
