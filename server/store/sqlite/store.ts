import { Unavailable, type Append, type Store } from '../contract.ts'
import { followUps } from './beside.ts'
import { createCommits, type Commit } from './commits.ts'
import * as derived from './derived.ts'
import { asFault } from './faults.ts'
import * as files from './files.ts'
import * as inbox from './inbox.ts'
import { list, summaries } from './list.ts'
import { logToWipe, openDatabase } from './open.ts'
import * as people from './people.ts'
import * as record from './record.ts'
import { createSql } from './sql.ts'
import * as wakes from './wakes.ts'
import * as write from './write.ts'

export interface SqliteOptions {
  /** Path of the database file; made when it is not there. */
  file: string
  /** For the dates of migrations, ms UTC. */
  now?: () => number
  /** Told of every transaction: for the metrics. */
  onCommit?: (commit: Commit) => void
  /** At most so many writes share a transaction. */
  groupSize?: number
}

const GROUP = 256
// deleted in one transaction by forgetCommands, so that no append waits long behind it
const FORGET = 2000
/** After so many ms what was redacted is tried once more to be taken out of the log, where somebody was reading it. */
const WIPE_MS = 500

/**
 * The store in one SQLite file. Every write is synced to disk before its promise resolves (WAL, synchronous=FULL).
 * Several processes may open the same file: the loser of a race is told `Conflict`.
 * Throws when the file is no database, another program's, or written by a newer server.
 */
export function openSqliteStore({ file, now = Date.now, onCommit, groupSize = GROUP }: SqliteOptions): Store {
  const db = openDatabase(file, now())
  const sql = createSql(db)
  const commits = createCommits(db, sql, { size: groupSize, onCommit })
  let closing: Promise<void> | undefined

  const refuseClosed = () => Promise.reject(new Unavailable('the store is closed'))

  async function read<T>(job: () => T): Promise<T> {
    if (closing) return refuseClosed()
    try {
      return job()
    } catch (error) {
      throw asFault(error)
    }
  }

  const change = <T>(job: () => T, appends = 0): Promise<T> => (closing ? refuseClosed() : commits.write(job, appends))

  async function forgetCommands(before: number): Promise<number> {
    let forgotten = 0
    for (;;) {
      const some = await change(() => write.forgetCommands(sql, before, FORGET))
      forgotten += some
      if (some < FORGET) return forgotten
    }
  }

  async function redactingAppend(append: Append): Promise<void> {
    await change(() => write.append(sql, append), 1)
    wipeLog()
  }

  /** What was redacted still stands in the write-ahead log: it goes into the file and is cut off. */
  function wipeLog(): void {
    if (!logToWipe(db)) return
    // somebody else is reading: again with what is written next
    setTimeout(() => !closing && wipeLog(), WIPE_MS).unref()
  }

  async function forgetUploads(before: number): Promise<number> {
    let forgotten = 0
    for (;;) {
      const { uploads, files: gone } = await change(() => files.forgetUploads(sql, before, FORGET))
      forgotten += gone
      if (uploads < FORGET) return forgotten
    }
  }

  async function close(): Promise<void> {
    await commits.drained()
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    db.close()
  }

  return {
    name: 'sqlite',
    append: (append) => (append.redact ? redactingAppend(append) : change(() => write.append(sql, append), 1)),
    commandResult: (actor, id) => read(() => record.commandResult(sql, actor, id)),
    load: (matter) => read(() => record.load(sql, matter)),
    saveSnapshot: (matter, snapshot) => change(() => write.saveSnapshot(sql, matter, snapshot)),
    events: (matter, range) => read(() => record.events(sql, matter, range)),
    lastNumber: (series) => read(() => record.lastNumber(sql, series)),
    forgetCommands,
    followUps: () => read(() => followUps(sql)),

    list: (query, viewer) => read(() => list(sql, query, viewer)),
    tasks: (viewer) => read(() => inbox.tasks(sql, viewer)),
    notices: (viewer, page) => read(() => inbox.notices(sql, viewer, page)),
    inboxCounts: (viewer, untold) => read(() => inbox.inboxCounts(sql, viewer, untold)),
    due: (query, viewer) => read(() => inbox.due(sql, query, viewer)),
    forgetNotices: (before) => change(() => inbox.forgetNotices(sql, before)),
    readNotices: (account, upTo) => change(() => inbox.readNotices(sql, account, upTo)),
    summaries: (ids, viewer) => read(() => summaries(sql, ids, viewer)),
    figures: (period, viewer) => read(() => derived.figures(sql, period, viewer)),
    threads: (viewer) => read(() => derived.threads(sql, viewer)),
    derived: (page) => read(() => derived.derived(sql, page)),
    putDerived: (matter, given) => change(() => derived.putDerived(sql, matter, given)),
    takeWakes: async (claim) =>
      (await read(() => wakes.anyWake(sql, claim))) ? change(() => wakes.takeWakes(sql, claim)) : [],
    settleWake: (matter, next) => change(() => wakes.settleWake(sql, matter, next)),
    rouse: (page) => change(() => wakes.rouse(sql, page)),

    putAttachment: (upload) => change(() => files.putAttachment(sql, upload)),
    attachment: (sha256) => read(() => files.attachment(sql, sha256)),
    forgetUploads,
    thrown: () => read(() => files.thrown(sql)),
    notThrown: (sha256) => change(() => void sql.run('DELETE FROM thrown WHERE sha256 = ?', sha256)),

    roster: () => read(() => people.roster(sql)),
    putRoster: (entries) => change(() => people.putRoster(sql, entries)),
    putAccount: (account) => change(() => people.putAccount(sql, account)),
    invitation: (code) => read(() => people.invitation(sql, code)),
    preferences: (account) => read(() => people.preferences(sql, account)),
    putPreferences: (account, chosen) => change(() => people.putPreferences(sql, account, chosen)),
    accountByUsername: (username) => read(() => people.accountByUsername(sql, username)),
    putSession: (tokenHash, session) => change(() => people.putSession(sql, tokenHash, session)),
    session: (tokenHash) => read(() => people.session(sql, tokenHash)),
    removeSession: (tokenHash) => change(() => void sql.run('DELETE FROM sessions WHERE token_hash = ?', tokenHash)),
    removeSessions: (account) => change(() => void sql.run('DELETE FROM sessions WHERE account = ?', account)),
    removeExpiredSessions: (at) => change(() => sql.run('DELETE FROM sessions WHERE expires_at <= ?', at)),

    keep: (name, make) => change(() => people.keep(sql, name, make)),
    kept: (name) => read(() => people.kept(sql, name)),
    keepAnew: (name, value) => change(() => people.keepAnew(sql, name, value)),
    ping: () => read(() => void sql.get('SELECT version FROM roster_version')),
    close: () => (closing ??= close()),
  }
}
