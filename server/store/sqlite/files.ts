import type { Upload } from '../contract.ts'
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
