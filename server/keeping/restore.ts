import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { syncFolder } from '../durable-files.ts'
import type { Store } from '../store/contract.ts'
import { openSqliteStore } from '../store/sqlite/store.ts'
import { copyDurably, DATABASE, isAlive } from './backup.ts'
import { BackupError, hashFile, verifyBackup, type Manifest } from './manifest.ts'

export interface RestoreParts {
  /** The folder of one backup. */
  backup: string
  /** Where a server is to find its data. */
  to: string
  /** What is there is put aside; otherwise a folder that is not empty is refused. */
  replace?: boolean
  /** ms UTC */
  now: () => number
}

/** What was restored. `missing`: files that the records tell of and the backup does not have. `aside`: what was there. */
export interface Restored {
  at: number
  matters: number
  events: number
  files: number
  missing: number
  aside?: string
}

const PAGE = 1000

/**
 * Restores a backup: checks every file of it, copies it aside, verifies the chain of every record there, and only then
 * gives it its name. Throws `BackupError`, and changes nothing, where anything is wrong.
 */
export async function restoreBackup({ backup, to, replace = false, now }: RestoreParts): Promise<Restored> {
  const occupied = (await readdir(to).catch(() => [])).length > 0
  if (occupied) refuseRunning(to)
  if (occupied && !replace)
    throw new BackupError(`${to} is not empty: name another folder with --to, or put it aside with --replace`)
  const manifest = await verifyBackup(backup)
  const arriving = `${to}.restoring-${process.pid}`
  await rm(arriving, { recursive: true, force: true })
  try {
    await mkdir(arriving, { recursive: true, mode: 0o700 })
    await copyAll(backup, arriving, manifest)
    const found = await verifyRestored(arriving)
    const aside = occupied ? `${to}.before-${now()}` : undefined
    // copying and verifying took a while: a server that was started meanwhile keeps its data
    if (aside) refuseRunning(to)
    if (aside) await rename(to, aside)
    else await rmdir(to).catch(() => undefined)
    await rename(arriving, to)
    await syncFolder(path.dirname(path.resolve(to)))
    await clearLeft(to)
    return { at: manifest.at, ...found, ...(aside ? { aside } : {}) }
  } catch (error) {
    await rm(arriving, { recursive: true, force: true })
    throw error
  }
}

/** Clears away what restores to a folder have left that were cut short: copies of whole backups, keys included. */
async function clearLeft(to: string): Promise<void> {
  const parent = path.dirname(path.resolve(to))
  const begins = `${path.basename(to)}.restoring-`
  for (const name of await readdir(parent))
    if (name.startsWith(begins) && !isAlive(Number(name.slice(begins.length))))
      await rm(path.join(parent, name), { recursive: true, force: true })
}

/**
 * What lies beside a data folder that is not there, when a restore was ended between its last two steps: the names of
 * the data as they were and of those that were to take their place. Empty where nothing of the kind happened.
 */
export function leftByRestore(folder: string): string[] {
  if (existsSync(folder) || !existsSync(path.dirname(folder))) return []
  const beginnings = ['before', 'restoring'].map((what) => `${path.basename(folder)}.${what}-`)
  return readdirSync(path.dirname(folder)).filter((name) => beginnings.some((begins) => name.startsWith(begins)))
}

/** Throws when a server has the data open: a database in use cannot leave the write-ahead log. */
function refuseRunning(folder: string): void {
  const file = path.join(folder, DATABASE)
  if (!existsSync(file)) return
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(file, { open: false, timeout: 0 })
    db.open()
    db.exec('PRAGMA locking_mode = EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
    db.exec('ROLLBACK')
  } catch (error) {
    const { errcode = 0 } = error as { errcode?: number }
    // SQLITE_BUSY; what is no database is nobody's
    if ((errcode & 0xff) === 5) throw new BackupError(`a server is running on ${folder}: stop it first`)
  } finally {
    if (db?.isOpen) db.close()
  }
}

async function copyAll(backup: string, to: string, { files }: Manifest): Promise<void> {
  for (const { path: name, sha256 } of files) {
    await copyDurably(path.join(backup, name), path.join(to, name))
    if ((await hashFile(path.join(to, name))) !== sha256)
      throw new BackupError(`${name} could not be copied as it is in the backup`)
  }
  for (const below of await readdir(to, { recursive: true, withFileTypes: true }))
    if (below.isDirectory()) await syncFolder(path.join(below.parentPath, below.name))
}

/** Opens the store of a restored folder and verifies every record in it from its first event. */
async function verifyRestored(folder: string): Promise<Pick<Restored, 'matters' | 'events' | 'files' | 'missing'>> {
  const store = openSqliteStore({ file: path.join(folder, DATABASE) })
  const found = { matters: 0, events: 0, files: 0, missing: 0 }
  const seen = new Set<string>()
  try {
    for (let after: number | undefined = 0; after !== undefined;) {
      const { items, next }: Awaited<ReturnType<Store['derived']>> = await store.derived({ after, limit: 200 })
      for (const { matter } of items) {
        const events = await wholeRecord(store, matter)
        const [wrong] = verifyRecord(matter, events).findings
        if (wrong) throw new BackupError(`the record of ${matter} does not verify at ${wrong.seq} (${wrong.fault})`)
        found.matters++
        found.events += events.length
        for (const sha256 of filesOf(events)) seen.add(sha256)
      }
      after = next
    }
  } finally {
    await store.close()
  }
  for (const sha256 of seen) {
    const there = await stat(path.join(folder, 'attachments', sha256.slice(0, 2), sha256)).catch(() => undefined)
    found[there ? 'files' : 'missing']++
  }
  return found
}

async function wholeRecord(store: Store, matter: string): Promise<RecordEvent[]> {
  const events: RecordEvent[] = []
  for (;;) {
    const page = await store.events(matter, { after: events.length, limit: PAGE })
    events.push(...page)
    if (page.length < PAGE) return events
  }
}

/** Hashes of the files that a record tells of, wherever its events name them. */
function filesOf(events: readonly RecordEvent[]): string[] {
  return events.flatMap(({ data }) =>
    Object.values((data ?? {}) as Record<string, unknown>)
      .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : []))
      .flatMap((value) => {
        const { sha256 } = (value ?? {}) as { sha256?: unknown }
        return typeof sha256 === 'string' ? [sha256] : []
      }),
  )
}
