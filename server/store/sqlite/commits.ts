import type { DatabaseSync } from 'node:sqlite'
import { Unavailable } from '../contract.ts'
import { asFault } from './faults.ts'
import type { Sql } from './sql.ts'

/** One transaction as it was: how many appends it made durable and how long that took. */
export interface Commit {
  appends: number
  ms: number
}

export interface Commits {
  /** Runs a synchronous job in the next shared transaction; resolves after that is on disk. `appends`: how many it is. */
  write<T>(job: () => T, appends?: number): Promise<T>
  /** Resolves when nothing waits any more. */
  drained(): Promise<void>
}

interface Job {
  run: () => unknown
  appends: number
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown }

// after so much work a transaction is committed and the rest waits for the next, so that sockets are served between
const WORK_MS = 25

/**
 * Group commit: what arrives in one turn of the event loop shares one `BEGIN IMMEDIATE … COMMIT`, at most `size` jobs.
 * A job that fails fails alone. When the commit itself fails all of its jobs are rejected and nothing of them stays.
 */
export function createCommits(
  db: DatabaseSync,
  sql: Sql,
  options: { size: number; onCommit?: ((commit: Commit) => void) | undefined },
): Commits {
  const waiting: Job[] = []
  let scheduled = false
  let whenDrained: (() => void)[] = []
  let ended: Commit[] = []

  function commitNext(): void {
    scheduled = false
    const group = waiting.splice(0, options.size)
    let outcomes = together(group)
    if (outcomes) waiting.unshift(...group.splice(outcomes.length))
    else outcomes = group.map((job) => together([job])?.[0] ?? lost)
    if (waiting.length > 0) schedule()
    group.forEach((job, i) => {
      const outcome = outcomes[i] ?? lost
      if (outcome.ok) job.resolve(outcome.value)
      else job.reject(outcome.error)
    })
    if (waiting.length === 0) {
      for (const resolve of whenDrained) resolve()
      whenDrained = []
    }
    const told = ended
    ended = []
    for (const commit of told) options.onCommit?.(commit)
  }

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(commitNext)
  }

  /**
   * Runs jobs in one transaction. Answers the outcomes of as many as time allowed, at least one; `undefined` when one
   * of several failed half done: all was rolled back, and each is to be run alone.
   */
  function together(group: readonly Job[]): Outcome[] | undefined {
    const started = performance.now()
    const outcomes: Outcome[] = []
    let appends = 0
    try {
      db.exec('BEGIN IMMEDIATE')
      for (const job of group) {
        const before = sql.writes()
        const outcome = attempt(job)
        outcomes.push(outcome)
        if (outcome.ok) appends += job.appends
        else if (sql.writes() !== before || !db.isTransaction) {
          rollback()
          return group.length === 1 ? outcomes : undefined
        }
        if (performance.now() - started > WORK_MS) break
      }
      db.exec('COMMIT')
    } catch (error) {
      rollback()
      const fault: Outcome = { ok: false, error: asFault(error) }
      return outcomes.length > 0 ? outcomes.map(() => fault) : group.map(() => fault)
    }
    ended.push({ appends, ms: performance.now() - started })
    return outcomes
  }

  function rollback(): void {
    if (db.isTransaction) db.exec('ROLLBACK')
  }

  return {
    write: <T>(job: () => T, appends = 0) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ run: job, appends, resolve: (value) => resolve(value as T), reject })
        schedule()
      }),
    drained: () =>
      new Promise((resolve) => {
        if (waiting.length === 0) resolve()
        else whenDrained.push(resolve)
      }),
  }
}

const lost: Outcome = { ok: false, error: new Unavailable('the transaction did not end') }

function attempt(job: Job): Outcome {
  try {
    return { ok: true, value: job.run() }
  } catch (error) {
    return { ok: false, error: asFault(error) }
  }
}
