import { Conflict, type Upload } from '../contract.ts'
import type { Sql } from './sql.ts'

export function putAttachment(sql: Sql, { sha256, uploader, name, type, size, at }: Upload): void {
  sql.run(
    `INSERT INTO uploads (sha256, uploader, name, type, size, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET name = excluded.name, type = excluded.type, size = excluded.size, at = excluded.at`,
    sha256,
    uploader,
    name,
    type,
    size,
    at,
  )
  sql.run('DELETE FROM thrown WHERE sha256 = ?', sha256)
}

/** Throws `Conflict` when a file was thrown away since the command that names it was decided. */
export function checkFiles(sql: Sql, hashes: readonly string[]): void {
  for (const sha256 of hashes)
    if (sql.get('SELECT 1 FROM thrown WHERE sha256 = ?', sha256)) throw new Conflict(`file ${sha256} was thrown away`)
}

/** Notes that a matter's record tells of files. */
export function refer(sql: Sql, n: number, hashes: readonly string[]): void {
  for (const sha256 of hashes)
    sql.run('INSERT OR IGNORE INTO file_references (sha256, matter) VALUES (?, ?)', sha256, n)
}

export function attachment(sql: Sql, sha256: string): { uploads: Upload[]; matters: string[] } | undefined {
  const uploads = sql.all<Upload>(
    'SELECT sha256, uploader, name, type, size, at FROM uploads WHERE sha256 = ? ORDER BY place',
    sha256,
  )
  if (uploads.length === 0) return undefined
  const matters = sql.all<{ id: string }>(
    'SELECT m.id FROM file_references r JOIN matters m ON m.n = r.matter WHERE r.sha256 = ? ORDER BY r.place',
    sha256,
  )
  return { uploads: uploads.map((row) => ({ ...row })), matters: matters.map(({ id }) => id) }
}

/** Forgets at most `most` of the uploads from before a time that no record tells of. Answers how many there were. */
export function forgetUploads(sql: Sql, before: number, most: number): { uploads: number; files: number } {
  const old = sql.all<{ place: number; sha256: string }>(
    `SELECT place, sha256 FROM uploads u WHERE at < ?
       AND NOT EXISTS (SELECT 1 FROM file_references r WHERE r.sha256 = u.sha256) ORDER BY place LIMIT ?`,
    before,
    most,
  )
  let files = 0
  for (const { place, sha256 } of old) {
    sql.run('DELETE FROM uploads WHERE place = ?', place)
    if (sql.get('SELECT 1 FROM uploads WHERE sha256 = ?', sha256)) continue
    files += sql.run('INSERT OR IGNORE INTO thrown (sha256) VALUES (?)', sha256)
  }
  return { uploads: old.length, files }
}

export function thrown(sql: Sql): string[] {
  return sql.all<{ sha256: string }>('SELECT sha256 FROM thrown ORDER BY sha256').map(({ sha256 }) => sha256)
}
