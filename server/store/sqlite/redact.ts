import { REDACTED } from '../../../core/record/redact.ts'
import type { Sql } from './sql.ts'

/**
 * Takes the content of events out of a record, and whatever else would tell of it. The file is opened with
 * `secure_delete`, so that nothing of it stays on the pages either.
 */
export function redact(sql: Sql, n: number, seqs: readonly number[]): void {
  const places = JSON.stringify(seqs)
  sql.run(
    `UPDATE commands SET body_hash = '' WHERE (actor, id) IN
       (SELECT actor, command FROM events WHERE matter = ? AND seq IN (SELECT value FROM json_each(?)))`,
    n,
    places,
  )
  sql.run(
    'UPDATE events SET data = NULL, salt = NULL WHERE matter = ? AND seq IN (SELECT value FROM json_each(?))',
    n,
    places,
  )
  sql.run('DELETE FROM snapshots WHERE matter = ?', n)
}

/** True when something of a record was redacted behind a place: a state from there would still hold it. */
export function isRedactedAfter(sql: Sql, n: number, seq: number): boolean {
  const found = sql.get('SELECT 1 FROM events WHERE matter = ? AND seq > ? AND type = ? LIMIT 1', n, seq, REDACTED)
  return found !== undefined
}

/** Forgets the files that a record told of and tells of no longer, and throws away those that nobody else's does. */
export function forgetFiles(sql: Sql, n: number): void {
  const untold = sql.all<{ sha256: string }>(
    `SELECT r.sha256 FROM file_references r WHERE r.matter = :n
       AND NOT EXISTS (SELECT 1 FROM events e WHERE e.matter = :n AND instr(e.data, r.sha256))
       AND NOT EXISTS (SELECT 1 FROM held h WHERE h.matter = :n AND instr(h.value, r.sha256))`,
    { n },
  )
  for (const { sha256 } of untold) {
    sql.run('DELETE FROM file_references WHERE sha256 = ? AND matter = ?', sha256, n)
    if (sql.get('SELECT 1 FROM file_references WHERE sha256 = ?', sha256)) continue
    sql.run('DELETE FROM uploads WHERE sha256 = ?', sha256)
    sql.run('INSERT OR IGNORE INTO thrown (sha256) VALUES (?)', sha256)
  }
}
