import path from 'node:path'
import {
  draftSchema,
  outboxEntrySchema,
  type Draft,
  type OutboxEntry,
  type Owner,
} from '../../core/desktop/contract.ts'
import type { Usage } from '../../core/desktop/files.ts'
import { sha256Hex } from '../../core/record/hash.ts'
import { Archive } from './archive.ts'
import { Collection } from './collection.ts'
import type { Damage, Surroundings } from './durable-file.ts'
import { eraseFolder, eraseLeftovers } from './erasing.ts'
import { KeptFiles } from './kept-files.ts'
import { LocalDataError } from './local-data-error.ts'
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
}

/** Everything that the client keeps on this machine, under one directory. */
export interface LocalData {
  /** Why nothing can be written, when that is so: another process writes here. */
  readOnly: string | undefined
  settings: SettingsFile
  /** The surroundings for further files in the same directory. */
  around: Surroundings
  owner(owner: Owner): OwnerData
  /** Deletes everything that is kept for an owner. Throws `read-only` or `disk`; then all is as it was. */
  erase(owner: Owner): Promise<void>
  /** Waits until everything asked for is on the disk, gives up the right to write, and refuses from then on. */
  close(): Promise<void>
}

/** `now` gives ms UTC; `onDamage` is told of every file that had to be set aside. */
export interface LocalDataOptions {
  directory: string
  now?: () => number
  onDamage?: (damage: Damage) => void
}

/** Opens the local data. The second process that opens the same directory gets them read-only. */
export function openLocalData({ directory, now = Date.now, onDamage = () => undefined }: LocalDataOptions): LocalData {
  const lock = takeWriterLock(directory)
  const around: Surroundings = { now, onDamage, busy: new Set(), ...(lock.held ? {} : { readOnly: lock.why }) }
  const settings = new SettingsFile(path.join(directory, 'settings.json'), around)
  const owners = new Map<string, OwnerData & { around: Surroundings }>()
  if (lock.held) eraseLeftovers(path.join(directory, 'owners'))
  return {
    readOnly: around.readOnly,
    settings,
    around,
    owner(owner) {
      const folder = ownerFolder(directory, owner)
      const known = owners.get(folder)
      if (known) return known
      // an owner's files stop writing when everything of that owner is deleted
      const own = Object.create(around) as Surroundings
      const pinnedKey = async () => (await settings.get()).pinnedKeys[owner.server]
      const files = new KeptFiles(folder, own)
      const data = {
        around: own,
        drafts: new Collection(path.join(folder, 'drafts.json'), 'drafts', draftSchema, own),
        outbox: new Collection(path.join(folder, 'outbox.json'), 'outbox', outboxEntrySchema, own),
        archive: new Archive(folder, own, files, pinnedKey),
        files,
        shelf: new Shelf(folder, own, pinnedKey),
        usage: async () => usageOf(folder, await files.list()),
      }
      owners.set(folder, data)
      return data
    },
    async erase(owner) {
      if (around.readOnly !== undefined) throw new LocalDataError('read-only', around.readOnly)
      const folder = ownerFolder(directory, owner)
      const known = owners.get(folder)
      owners.delete(folder)
      await known?.archive.flush()
      if (known) known.around.readOnly = 'everything of this account was deleted'
      while (around.busy.size > 0) await Promise.allSettled([...around.busy])
      await eraseFolder(folder, now())
    },
    async close() {
      await Promise.allSettled([...owners.values()].map(({ archive }) => archive.flush()))
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
