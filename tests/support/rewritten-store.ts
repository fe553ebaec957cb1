import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { hashData, hashEvent } from '../../core/record/chain.ts'
import type { RecordEvent } from '../../core/record/event.ts'

/** The file in which a server with this data folder keeps its record. */
export const storeFile = (folder: string) => path.join(folder, 'zx.sqlite')

/**
 * Makes event `seq` of a matter say something else, and hashes it and all behind it anew, as whoever owns the store of
 * a stopped server can.
 */
export function rewriteRecord(folder: string, matter: string, seq: number, data: (old: object) => object): void {
  const db = new DatabaseSync(storeFile(folder))
  const rows = db
    .prepare('SELECT m.id AS uuid, e.* FROM events e JOIN matters m ON m.n = e.matter WHERE m.id = ? ORDER BY e.seq')
    .all(matter)
  let prev = ''
  for (const row of rows as Record<string, unknown>[]) {
    const { matter: n, uuid, data: text, salt, data_hash: dataHash, hash, ...rest } = row
    if (Number(row.seq) < seq) {
      prev = String(hash)
      continue
    }
    const said = JSON.parse(String(text)) as object
    const fresh = Number(row.seq) === seq ? data(said) : said
    const next = { ...rest, matter: uuid, dataHash: fresh === said ? dataHash : hashData(String(salt), fresh), prev }
    const sealed = hashEvent(next as unknown as RecordEvent)
    db.prepare('UPDATE events SET data = ?, data_hash = ?, prev = ?, hash = ? WHERE matter = ? AND seq = ?').run(
      JSON.stringify(fresh),
      next.dataHash as string,
      prev,
      sealed,
      n as number,
      row.seq as number,
    )
    prev = sealed
  }
  db.prepare('UPDATE matters SET hash = ? WHERE id = ?').run(prev, matter)
  db.close()
}
