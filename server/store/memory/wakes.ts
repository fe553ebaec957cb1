import type { StoredWait, Wake } from '../contract.ts'
import { copy, type Tables } from './tables.ts'

export function takeWakes(tables: Tables, claim: { now: number; until: number; limit: number }): Wake[] {
  const { now, until, limit } = claim
  const due = [...tables.matters]
    .flatMap(([matter, row]) =>
      row.wakesAt !== undefined && row.wakesAt <= now ? [{ matter, row, at: row.wakesAt }] : [],
    )
    .filter(({ row }) => row.takenUntil === undefined || row.takenUntil <= now || row.takenUntil > until)
    .sort((a, b) => a.at - b.at)
    .slice(0, limit)
  for (const { row } of due) row.takenUntil = until
  return due.map(({ matter, at, row }) => ({ matter, at, seq: row.events.length }))
}

export function settleWake(
  tables: Tables,
  matter: string,
  { seq, waiting, wakesAt }: { seq: number; waiting: StoredWait[]; wakesAt?: number },
): boolean {
  const row = tables.matters.get(matter)
  if (row?.events.length !== seq) return false
  row.waiting = copy(waiting)
  delete row.takenUntil
  if (wakesAt === undefined) delete row.wakesAt
  else row.wakesAt = wakesAt
  return true
}
