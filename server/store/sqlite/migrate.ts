import type { DatabaseSync } from 'node:sqlite'
import type { Migration } from './migrations.ts'

// marks a file as ours (PRAGMA application_id); the ASCII letters ZXST
const APPLICATION_ID = 0x5a585354

/**
 * Brings a database to the last of `migrations`, in one transaction that other processes wait for.
 * Throws, and changes nothing, where `checkOurs` does. `at`: the time to note, ms UTC.
 */
export function migrate(db: DatabaseSync, migrations: readonly Migration[], at: number): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    const version = checkOurs(db, migrations) ?? found(db)
    const note = db.prepare('INSERT INTO schema_migrations (version, name, applied_at) VALUES (?, ?, ?)')
    for (const migration of migrations) {
      if (migration.version <= version) continue
      db.exec(migration.sql)
      note.run(migration.version, migration.name, at)
    }
    db.exec('COMMIT')
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/**
 * The schema version that the file stands at; `undefined` when it is empty. Only reads.
 * Throws when the file is no database, is another program's, or was written by code that knows more migrations.
 */
export function checkOurs(db: DatabaseSync, migrations: readonly Migration[]): number | undefined {
  const { tables } = db.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as { tables: number }
  if (tables === 0) return undefined
  const { application_id: owner } = db.prepare('PRAGMA application_id').get() as { application_id: number }
  if (owner !== APPLICATION_ID) throw new Error('it is a database of another program')
  const row = db.prepare('SELECT coalesce(max(version), 0) AS version FROM schema_migrations').get()
  const { version } = row as { version: number }
  const known = migrations.at(-1)?.version ?? 0
  if (version > known)
    throw new Error(`it has schema version ${version} and this server knows only up to ${known}: use a newer server`)
  return version
}

/** Makes an empty file ours, at version 0. */
function found(db: DatabaseSync): number {
  db.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
  db.exec(
    'CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
  )
  return 0
}
