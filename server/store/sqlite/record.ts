import type { RecordEvent } from '../../../core/record/event.ts'
import type { CommandResult, Loaded, Snapshot } from '../contract.ts'
import { heldFor } from './beside.ts'
import type { Sql } from './sql.ts'

interface EventRow extends Omit<RecordEvent, 'matter' | 'data' | 'salt' | 'dataHash'> {
  data: string | null
  salt: string | null
  dataHash: string
}

const COLUMNS = 'seq, id, at, actor, command, type, v, data, salt, data_hash AS dataHash, prev, hash'

const toEvent = (matter: string, { data, salt, dataHash, prev, hash, ...row }: EventRow): RecordEvent => ({
  matter,
  ...row,
  ...(data === null ? {} : { data: JSON.parse(data) as unknown }),
  ...(salt === null ? {} : { salt }),
  dataHash,
  prev,
  hash,
})

export function commandResult(sql: Sql, actor: string, id: string): CommandResult | undefined {
  const row = sql.get<CommandResult>(
    'SELECT matter, body_hash AS bodyHash, first_seq AS firstSeq, last_seq AS lastSeq FROM commands WHERE actor = ? AND id = ?',
    actor,
    id,
  )
  return row && { ...row }
}

const numberOf = (sql: Sql, matter: string) => sql.get<{ n: number }>('SELECT n FROM matters WHERE id = ?', matter)?.n

export function load(sql: Sql, matter: string): Loaded | undefined {
  const n = numberOf(sql, matter)
  if (n === undefined) return undefined
  const found = sql.get<{ seq: number; state: string }>('SELECT seq, state FROM snapshots WHERE matter = ?', n)
  const rows = sql.all<EventRow>(
    `SELECT ${COLUMNS} FROM events WHERE matter = ? AND seq > ? ORDER BY seq`,
    n,
    found?.seq ?? 0,
  )
  return {
    ...(found ? { snapshot: { seq: found.seq, state: JSON.parse(found.state) as Snapshot['state'] } } : {}),
    tail: rows.map((row) => toEvent(matter, row)),
    ...heldFor(sql, n),
  }
}

export function events(
  sql: Sql,
  matter: string,
  { after, before, limit }: { after?: number; before?: number; limit: number },
): RecordEvent[] {
  const n = numberOf(sql, matter)
  if (n === undefined) return []
  const direction = after === undefined ? 'DESC' : 'ASC'
  const rows = sql.all<EventRow>(
    `SELECT ${COLUMNS} FROM events WHERE matter = ? AND seq > ? AND seq < ? ORDER BY seq ${direction} LIMIT ?`,
    n,
    after ?? 0,
    before ?? Number.MAX_SAFE_INTEGER,
    limit,
  )
  if (after === undefined) rows.reverse()
  return rows.map((row) => toEvent(matter, row))
}

export function lastNumber(sql: Sql, series: string): number {
  return sql.get<{ last: number | null }>('SELECT max(value) AS last FROM numbers WHERE series = ?', series)?.last ?? 0
}
