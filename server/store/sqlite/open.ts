import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { checkOurs, migrate } from './migrate.ts'
import { MIGRATIONS, type Migration } from './migrations.ts'

// how long a transaction of another process is waited for before a write is refused as `Unavailable`, ms
const BUSY_MS = 2000

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
    checkOurs(db, migrations)
    const { journal_mode: mode } = db.prepare('PRAGMA journal_mode = WAL').get() as { journal_mode: string }
    if (mode !== 'wal') throw new Error(`its file system offers no write-ahead log (got ${mode})`)
    db.exec('PRAGMA synchronous = FULL')
    db.exec('PRAGMA temp_store = MEMORY')
    db.exec('PRAGMA cache_size = -32768')
    db.exec('PRAGMA journal_size_limit = 67108864')
    migrate(db, migrations, at)
    return db
  } catch (error) {
    db?.close()
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`cannot open ${file}: ${why}`, { cause: error })
  }
}
