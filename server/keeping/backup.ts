import { chmod, copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { backup as copyDatabase, DatabaseSync } from 'node:sqlite'
import about from '../../package.json' with { type: 'json' }
import { syncFolder, writeDurably } from '../durable-files.ts'
import { BackupError, filesBelow, hashFile, MANIFEST, readManifest, type Manifest } from './manifest.ts'

export interface BackupParts {
  /** Where the server keeps its data. */
  dataDir: string
  /** Where backups are kept, a folder each; made when it is not there. */
  folder: string
  /** ms UTC */
  now: () => number
}

/** A backup that was made: its name in the folder, how many files and bytes are in it, and how many bytes are new. */
export interface Made {
  name: string
  files: number
  bytes: number
  fresh: number
}

export const DATABASE = 'zx.sqlite'
/** More than any database has. */
const ALL_PAGES = 2 ** 31 - 1
const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/
const ARRIVING = 'arriving-'
/** What begins the name of a backup that is being thinned out. */
export const LEAVING = 'leaving-'

/** The time of a backup as its name says it, ms UTC. */
export const timeOf = (name: string): number =>
  Date.parse(name.replace(/T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/, 'T$1:$2:$3.$4Z'))
const nameOf = (at: number) => new Date(at).toISOString().replaceAll(':', '-').replace('.', '-')

/** Names of the backups in a folder, the oldest first. */
export async function backupsIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).filter((name) => NAME.test(name)).sort()
}

/**
 * Makes a backup of what a server keeps, also while it runs: the database as it stands at one moment, what lies in the
 * boxes, and the attached files, those of the backup before shared with it. It is written aside and takes its name when
 * all of it is on the disk. Throws `BackupError`, and leaves nothing behind, where it cannot be made.
 */
export async function makeBackup({ dataDir, folder, now }: BackupParts): Promise<Made> {
  const at = now()
  const database = path.join(dataDir, DATABASE)
  if (!(await isFile(database)))
    throw new BackupError(`there is nothing to back up in ${dataDir}: it has no ${DATABASE}`)
  const aside = path.join(folder, `${ARRIVING}${process.pid}-${at}`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await clearLeft(folder)
    await mkdir(aside, { mode: 0o700 })
    const { manifest, fresh } = await gather(dataDir, aside, folder, at)
    const name = nameOf(at)
    await rename(aside, path.join(folder, name))
    await syncFolder(folder)
    const bytes = manifest.files.reduce((sum, { size }) => sum + size, 0)
    return { name, files: manifest.files.length, bytes, fresh }
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    throw inWords(error, folder)
  }
}

async function gather(dataDir: string, aside: string, folder: string, at: number) {
  // what a box holds must not be missing because its poll closed meanwhile: that goes by the database, copied between
  const boxes = path.join(aside, 'boxes')
  await copyBoxes(path.join(dataDir, 'boxes'), boxes)
  await copyStore(path.join(dataDir, DATABASE), path.join(aside, DATABASE))
  await copyBoxes(path.join(dataDir, 'boxes'), boxes)
  const kept = await latestFiles(folder)
  const files: Manifest['files'] = []
  let fresh = 0
  for (const name of await attachmentsIn(dataDir)) {
    const place = path.join('attachments', name)
    const before = kept.get(`attachments/${name}`)
    const shared = before !== undefined && (await shareFile(before.file, path.join(aside, place)))
    if (!shared && !(await copyDurably(path.join(dataDir, place), path.join(aside, place)))) continue
    const { size } = await stat(path.join(aside, place))
    if (!shared) fresh += size
    const sha256 = shared ? before.sha256 : await hashFile(path.join(aside, place))
    files.push({ path: `attachments/${name}`, size, sha256 })
  }
  for (const name of [DATABASE, ...(await filesBelow(boxes)).map((box) => `boxes/${box}`)]) {
    const file = path.join(aside, name)
    const { size } = await stat(file)
    files.push({ path: name, size, sha256: await hashFile(file) })
    fresh += size
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1))
  const manifest: Manifest = { format: 1, at, version: about.version, files }
  await writeDurably(path.join(aside, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`)
  for (const below of await readdir(aside, { recursive: true, withFileTypes: true }))
    if (below.isDirectory()) await syncFolder(path.join(below.parentPath, below.name))
  await syncFolder(aside)
  return { manifest, fresh }
}

/** The database as it stands at one moment, in one file; a server that writes meanwhile is neither waited for nor held up. */
async function copyStore(from: string, to: string): Promise<void> {
  await writeDurably(to, '')
  const source = new DatabaseSync(from, { readOnly: true })
  try {
    // all pages in one step: in several, whatever is written between them would begin it anew
    await copyDatabase(source, to, { rate: ALL_PAGES })
  } finally {
    source.close()
  }
  const copy = new DatabaseSync(to)
  try {
    copy.exec('PRAGMA journal_mode = DELETE')
    const { quick_check: found } = copy.prepare('PRAGMA quick_check').get() as { quick_check: string }
    if (found !== 'ok') throw new BackupError(`the database is damaged (${found}): no backup was made of it`)
  } finally {
    copy.close()
  }
  await syncFile(to)
}

async function copyBoxes(from: string, to: string): Promise<void> {
  const names = (await readdir(from).catch(() => [])).filter((name) => /^[0-9a-f]{64}$/.test(name))
  for (const name of names) {
    await rm(path.join(to, name), { force: true })
    await copyDurably(path.join(from, name), path.join(to, name))
  }
}

async function attachmentsIn(dataDir: string): Promise<string[]> {
  return (await filesBelow(path.join(dataDir, 'attachments'))).filter((name) =>
    /^[0-9a-f]{2}\/[0-9a-f]{64}$/.test(name),
  )
}

/** The files of the latest backup, by their path in it. */
async function latestFiles(folder: string): Promise<Map<string, { file: string; sha256: string }>> {
  const latest = (await backupsIn(folder)).at(-1)
  const manifest = latest && (await readManifest(path.join(folder, latest)).catch(() => undefined))
  if (!latest || !manifest) return new Map()
  return new Map(
    manifest.files.map(({ path: name, sha256 }) => [name, { file: path.join(folder, latest, name), sha256 }] as const),
  )
}

async function shareFile(from: string, to: string): Promise<boolean> {
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 })
  return link(from, to).then(
    () => true,
    // a file system without links, or a backup that has lost the file
    () => false,
  )
}

/** False when the file is gone by now. */
export async function copyDurably(from: string, to: string): Promise<boolean> {
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 })
  try {
    await copyFile(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !(await isFile(from))) return false
    throw error
  }
  await chmod(to, 0o600)
  await syncFile(to)
  return true
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.sync().finally(() => handle.close())
}

const isFile = async (file: string) => (await stat(file).catch(() => undefined))?.isFile() ?? false

/** Clears away what a process left that was ended while it made a backup, or while it threw one away. */
async function clearLeft(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = new RegExp(`^${ARRIVING}(\\d+)-`).exec(name)?.[1]
    const left = pid === undefined ? name.startsWith(LEAVING) : !isAlive(Number(pid))
    if (left) await rm(path.join(folder, name), { recursive: true, force: true })
  }
}

/** Whether a process of this number runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const SQLITE_FULL = 13

function inWords(error: unknown, folder: string): unknown {
  const { code, errcode } = error as { code?: string; errcode?: number }
  if (
    code === 'ENOSPC' ||
    code === 'EDQUOT' ||
    code === 'EFBIG' ||
    (errcode !== undefined && (errcode & 0xff) === SQLITE_FULL)
  )
    return new BackupError(`there is no room for a backup in ${folder}; the backups before it are as they were`, {
      cause: error,
    })
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new BackupError(`${folder} cannot be written; the backups before it are as they were`, { cause: error })
  return error
}
