import path from 'node:path'
import {
  draftSchema,
  outboxEntrySchema,
  type Draft,
  type OutboxEntry,
  type Owner,
} from '../../core/desktop/contract.ts'
import type { Encryption } from '../../core/desktop/encryption.ts'
import type { Usage } from '../../core/desktop/files.ts'
import type { InUse } from '../../core/desktop/in-use.ts'
import { sha256Hex } from '../../core/record/hash.ts'
import { Archive } from './archive.ts'
import { AtRest } from './at-rest.ts'
import type { Cipher } from './cipher.ts'
import { Collection } from './collection.ts'
import { PLAIN } from './cover.ts'
import type { Damage, Surroundings } from './durable-file.ts'
import { eraseFolder, eraseLeftovers } from './erasing.ts'
import { KeptFiles } from './kept-files.ts'
import { LocalDataError } from './local-data-error.ts'
import type { Sealing } from './password-seal.ts'
import { SettingsFile } from './settings-file.ts'
import { Shelf } from './shelf.ts'
import { usageOf } from './usage.ts'
import { takeWriterLock } from './writer-lock.ts'

/** What one account on one server keeps on this machine. */
export interface OwnerData {
  drafts: Collection<Draft>
  outbox: Collection<OutboxEntry>
  archive: Archive
  /** The files that the kept records tell of. */
  files: KeptFiles
  /** Bags that came from others. */
  shelf: Shelf
  usage(): Promise<Usage>
  encryption(): Promise<Encryption>
  /** See `AtRest.change`. */
  setEncryption(on: boolean): Promise<Encryption>
}

type Opened = OwnerData & { around: Surroundings; atRest: AtRest }

/** Everything that the client keeps on this machine, under one directory. */
export interface LocalData {
  /** Why nothing can be written, when that is so: another process writes here. */
  readOnly: string | undefined
  /** Who writes here instead, when that is so. */
  inUse: InUse | undefined
  settings: SettingsFile
  /** The surroundings for further files in the same directory. */
  around: Surroundings
  owner(owner: Owner): OwnerData
  /** Deletes everything that is kept for an owner. Throws `read-only` or `disk`; then all is as it was. */
  erase(owner: Owner): Promise<void>
  /** Seals what is kept for an owner, see `AtRest.seal`; whoever asks for it then finds it so. */
  seal(owner: Owner, sealing: Sealing): Promise<void>
  /** See `AtRest.unseal`. Waits for a sealing that is under way. */
  unseal(owner: Owner, password: string): Promise<boolean>
  /** Waits until everything asked for is on the disk, gives up the right to write, and refuses from then on. */
  close(): Promise<void>
}

/** `now` gives ms UTC; `onDamage` is told of every file that had to be set aside; `cipher` wraps the keys of owners. */
export interface LocalDataOptions {
  directory: string
  now?: () => number
  onDamage?: (damage: Damage) => void
  cipher?: Cipher
}

/** Opens the local data. The second process that opens the same directory gets them read-only. */
export function openLocalData(options: LocalDataOptions): LocalData {
  const { directory, now = Date.now, onDamage = () => undefined, cipher } = options
  const lock = takeWriterLock(directory)
  const around: Surroundings = { now, onDamage, busy: new Set(), ...(lock.held ? {} : { readOnly: lock.why }) }
  const settings = new SettingsFile(path.join(directory, 'settings.json'), around)
  const owners = new Map<string, Opened>()
  /** What is being sealed, by folder. */
  const leaving = new Map<string, Promise<void>>()
  if (lock.held) eraseLeftovers(path.join(directory, 'owners'))
  const opened = (owner: Owner): Opened => {
    const folder = ownerFolder(directory, owner)
    const known = owners.get(folder)
    if (known) return known
    // an owner's files stop writing when everything of that owner is deleted
    const own = Object.create(around) as Surroundings
    const bare = Object.assign(Object.create(own) as Surroundings, { cover: PLAIN })
    const atRest = new AtRest(folder, bare, cipher)
    own.cover = atRest
    const pinnedKey = async () => (await settings.get()).pinnedKeys[owner.server]
    const files = new KeptFiles(folder, own)
    const shelf = new Shelf(folder, own, pinnedKey)
    const data = {
      around: own,
      atRest,
      drafts: new Collection(path.join(folder, 'drafts.json'), 'drafts', draftSchema, own),
      outbox: new Collection(path.join(folder, 'outbox.json'), 'outbox', outboxEntrySchema, own),
      archive: new Archive(folder, own, files, pinnedKey),
      files,
      shelf,
      usage: async () => usageOf(folder, await files.list()),
      encryption: () => atRest.state(),
      async setEncryption(on: boolean) {
        if (own.readOnly === undefined) await shelf.tidy()
        await atRest.change(on)
        return atRest.state()
      },
      unseal: (password: string) => atRest.unseal(password),
    }
    owners.set(folder, data)
    // what a crash cut short; where the key cannot be had, whoever needs it is told
    const goOn = async () => {
      if ((await atRest.resume()) && own.readOnly === undefined) await shelf.tidy()
    }
    void goOn().catch(() => undefined)
    return data
  }
  const seal = async (owner: Owner, sealing: Sealing): Promise<void> => {
    const { around: own, atRest, archive, shelf } = opened(owner)
    if (own.readOnly !== undefined) throw new LocalDataError('read-only', own.readOnly)
    await shelf.tidy()
    await archive.flush()
    while (own.busy.size > 0) await Promise.allSettled([...own.busy])
    await atRest.seal(sealing)
    // what was read stays in nobody's memory
    own.readOnly = 'what is kept for this account was sealed'
    owners.delete(ownerFolder(directory, owner))
  }
  return {
    readOnly: around.readOnly,
    inUse: lock.held ? undefined : lock.process === undefined ? {} : { process: lock.process },
    settings,
    around,
    owner: opened,
    async erase(owner) {
      if (around.readOnly !== undefined) throw new LocalDataError('read-only', around.readOnly)
      const folder = ownerFolder(directory, owner)
      const { around: own, atRest, archive } = opened(owner)
      try {
        await atRest.stop()
        // a disk that takes nothing any more still lets go of what is there
        await archive.flush().catch(() => undefined)
        // stays in its place until all is gone: what is asked for meanwhile would bring some of it back
        own.readOnly = 'everything of this account was deleted'
        while (around.busy.size > 0) await Promise.allSettled([...around.busy])
        await eraseFolder(folder, now())
      } finally {
        owners.delete(folder)
      }
    },
    seal(owner, sealing) {
      const folder = ownerFolder(directory, owner)
      const sealed = seal(owner, sealing).finally(() => leaving.delete(folder))
      leaving.set(folder, sealed)
      return sealed
    },
    async unseal(owner, password) {
      await leaving.get(ownerFolder(directory, owner))?.catch(() => undefined)
      return opened(owner).atRest.unseal(password)
    },
    async close() {
      await Promise.allSettled(leaving.values())
      await Promise.allSettled([...owners.values()].flatMap(({ atRest, archive }) => [atRest.stop(), archive.flush()]))
      while (around.busy.size > 0) await Promise.allSettled([...around.busy])
      around.readOnly ??= 'the data directory was closed'
      if (lock.held) lock.release()
    },
  }
}

/** One folder for each account on each server; the name tells neither. */
function ownerFolder(directory: string, { server, account }: Owner): string {
  return path.join(directory, 'owners', sha256Hex(`${server}|${account}`).slice(0, 32))
}
