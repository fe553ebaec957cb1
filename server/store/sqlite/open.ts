import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { checkOurs, migrate } from './migrate.ts'
import { MIGRATIONS, type Migration } from './migrations.ts'

// how long a transaction of another process is waited for before a write is refused as `Unavailable`, ms
const BUSY_MS = 2000

// the schema before which what was deleted was not wiped: such a file is written anew once
const CLEAN_SINCE = 9

/**
 * Opens a database file, made when it is not there, durable at every commit and at the last migration.
 * Throws an error that names the file when it cannot be opened or must not be used. `at`: the time, ms UTC.
 */
export function openDatabase(file: string, at: number, migrations: readonly Migration[] = MIGRATIONS): DatabaseSync {
  let db: DatabaseSync | undefined
  try {
    // made here and not by SQLite, so that nobody else on the machine can read password hashes and closed matters
    closeSync(openSync(file, 'a', 0o600))
    db = new DatabaseSync(file, { timeout: BUSY_MS })
    const before = checkOurs(db, migrations)
    // what is deleted or redacted leaves nothing on the pages
    db.exec('PRAGMA secure_delete = ON')
    const { journal_mode: mode } = db.prepare('PRAGMA journal_mode = WAL').get() as { journal_mode: string }
    if (mode !== 'wal') throw new Error(`its file system offers no write-ahead log (got ${mode})`)
    db.exec('PRAGMA synchronous = FULL')
    db.exec('PRAGMA temp_store = MEMORY')
    db.exec('PRAGMA cache_size = -32768')
    db.exec('PRAGMA journal_size_limit = 67108864')
    migrate(db, migrations, at)
    if (before !== undefined && before < CLEAN_SINCE) db.exec('VACUUM')
    return db
  } catch (error) {
    db?.close()
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`cannot open ${file}: ${why}`, { cause: error })
  }
}

/**
 * Takes everything out of the write-ahead log, so that nothing older stays there. Waits for nobody; true when somebody
 * else is reading it and it has to be tried again.
 */
export function logToWipe(db: DatabaseSync): boolean {
  db.exec('PRAGMA busy_timeout = 0')
  try {
    const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number }
    return busy !== 0
  } catch {
    return true
  } finally {
    db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`)
  }
}
