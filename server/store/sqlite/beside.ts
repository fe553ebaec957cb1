import { Conflict, type Append, type StoredFollowUp } from '../contract.ts'
import type { Sql } from './sql.ts'

/** Throws `Conflict` when a follow-up was carried out meanwhile, or waits already. Only reads. */
export function check(sql: Sql, { doneFollowUp, followUps }: Append): void {
  const waits = (id: string) => sql.get('SELECT 1 FROM follow_ups WHERE id = ?', id) !== undefined
  if (doneFollowUp !== undefined && !waits(doneFollowUp)) throw new Conflict(`follow-up ${doneFollowUp} does not wait`)
  for (const { id } of followUps ?? []) if (waits(id)) throw new Conflict(`follow-up ${id} waits already`)
}

/** Writes what is kept outside the record until its time: what is held, and what is to follow in other matters. */
export function write(sql: Sql, n: number, { hold, followUps }: Append): void {
  if (hold === null) sql.run('DELETE FROM held WHERE matter = ?', n)
  else if (hold !== undefined)
    sql.run('INSERT OR REPLACE INTO held (matter, value) VALUES (?, ?)', n, JSON.stringify(hold))
  for (const { id, matter, type, data } of followUps ?? [])
    sql.run(
      'INSERT INTO follow_ups (id, matter, type, data) VALUES (?, ?, ?, ?)',
      id,
      matter,
      type,
      JSON.stringify(data),
    )
}

/** What is held for a matter, if anything is. */
export function heldFor(sql: Sql, n: number): { held?: unknown } {
  const row = sql.get<{ value: string }>('SELECT value FROM held WHERE matter = ?', n)
  return row ? { held: JSON.parse(row.value) as unknown } : {}
}

export function followUps(sql: Sql): StoredFollowUp[] {
  const rows = sql.all<{ id: string; matter: string; type: string; data: string }>(
    'SELECT id, matter, type, data FROM follow_ups ORDER BY place',
  )
  return rows.map((row) => ({ ...row, data: JSON.parse(row.data) as unknown }))
}
