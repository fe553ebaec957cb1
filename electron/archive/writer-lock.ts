import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { processStart, sameStart } from './process-start.ts'

const holderSchema = z.strictObject({ pid: z.int().min(1), start: z.string().optional(), token: z.string() })
type Holder = z.output<typeof holderSchema>

/** Locks that this very process holds: its own number in a lock file of another token is a leftover. */
const ours = new Set<string>()

/** The right to write in a data directory, or why another process, of that number where it is known, has it. */
export type WriterLock = { held: true; release(): void } | { held: false; why: string; process?: number }

/**
 * Takes the lock of a data directory: `writer.lock` names the process that writes, and since when it runs. A lock
 * whose process is gone, or whose number now belongs to another process, is taken over.
 */
export function takeWriterLock(directory: string): WriterLock {
  mkdirSync(directory, { recursive: true })
  const file = path.join(directory, 'writer.lock')
  const start = processStart(process.pid)
  const mine: Holder = { pid: process.pid, token: randomUUID(), ...(start ? { start } : {}) }
  for (let attempt = 0; attempt < 3; attempt++) {
    if (create(file, mine)) {
      ours.add(mine.token)
      return { held: true, release: () => release(file, mine) }
    }
    const holder = readHolder(file)
    if (holder && isAlive(holder))
      return { held: false, why: `the data directory is in use by process ${holder.pid}`, process: holder.pid }
    removeStale(file, holder)
  }
  return { held: false, why: 'another process is just taking the data directory' }
}

/** Links a finished file to the name: the lock is there as a whole or not at all, and only one of two wins. */
function create(file: string, mine: Holder): boolean {
  const own = `${file}.${mine.token}`
  writeFileSync(own, JSON.stringify(mine))
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    return createWithoutLinks(file, mine)
  } finally {
    rmSync(own, { force: true })
  }
}

function createWithoutLinks(file: string, mine: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(mine), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

function isAlive(holder: Holder): boolean {
  if (holder.pid === process.pid) return ours.has(holder.token)
  const start = processStart(holder.pid)
  if (start === null) return false
  return start === undefined || holder.start === undefined || sameStart(start, holder.start)
}

/** Moves a dead process's lock away; when that turns out to be a fresh one, it is put back. */
function removeStale(file: string, stale: Holder | undefined): void {
  const away = `${file}.${randomUUID()}`
  try {
    renameSync(file, away)
  } catch {
    return
  }
  if (readHolder(away)?.token === stale?.token) return rmSync(away, { force: true })
  try {
    linkSync(away, file)
  } catch {
    // Somebody has the name again: that lock stands.
  }
  rmSync(away, { force: true })
}

function release(file: string, mine: Holder): void {
  ours.delete(mine.token)
  if (readHolder(file)?.token === mine.token) rmSync(file, { force: true })
}
