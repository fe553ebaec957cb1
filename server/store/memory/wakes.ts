import type { Settled, Wake } from '../contract.ts'
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
  { seq, waiting, summary, thread, wakesAt }: Settled,
): boolean {
  const row = tables.matters.get(matter)
  if (row?.events.length !== seq) return false
  row.waiting = copy(waiting)
  if (summary) row.summary = copy(summary)
  if (thread) row.thread = copy(thread)
  delete row.takenUntil
  if (wakesAt === undefined) delete row.wakesAt
  else row.wakesAt = wakesAt
  return true
}

export function rouse(
  tables: Tables,
  { after = 0, limit, at }: { after?: number; limit: number; at: number },
): { next?: number } {
  const rows = [...tables.matters.values()]
    .map((row, i) => ({ row, n: i + 1 }))
    .filter(({ row, n }) => n > after && (row.wakesAt !== undefined || row.waiting.length > 0))
  const roused = rows.slice(0, limit)
  for (const { row } of roused) row.wakesAt = Math.min(row.wakesAt ?? at, at)
  const last = roused.at(-1)
  return last && rows.length > limit ? { next: last.n } : {}
}
