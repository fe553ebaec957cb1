import type { Settled, Wake } from '../contract.ts'
import { writeDerived } from './derived.ts'
import type { Sql } from './sql.ts'
import { writeWaiting } from './write.ts'

// a claim that reaches beyond what could be claimed now was made by another clock, and holds nobody up
const FREE = 'wakes_at <= :now AND (taken_until IS NULL OR taken_until <= :now OR taken_until > :until)'

export interface Claim {
  now: number
  until: number
  limit: number
}

/** True when there is something to take: looked at before anything is written, since most of the time there is not. */
export function anyWake(sql: Sql, { now, until }: Claim): boolean {
  return sql.get(`SELECT 1 FROM matters WHERE ${FREE} LIMIT 1`, { now, until }) !== undefined
}

export function takeWakes(sql: Sql, { now, until, limit }: Claim): Wake[] {
  const due = sql.all<Wake & { n: number }>(
    `SELECT n, id AS matter, wakes_at AS at, seq FROM matters WHERE ${FREE} ORDER BY wakes_at, n LIMIT :limit`,
    { now, until, limit },
  )
  for (const { n } of due) sql.run('UPDATE matters SET taken_until = ? WHERE n = ?', until, n)
  return due.map(({ matter, at, seq }) => ({ matter, at, seq }))
}

export function settleWake(sql: Sql, matter: string, { seq, waiting, summary, thread, wakesAt }: Settled): boolean {
  const row = sql.get<{ n: number; seq: number; began: number }>(
    "SELECT n, seq, summary ->> 'createdAt' AS began FROM matters WHERE id = ?",
    matter,
  )
  if (row?.seq !== seq) return false
  // what waits is said anew without a word of whom it concerns: the next append compares with nothing
  sql.run("UPDATE matters SET wakes_at = ?, taken_until = NULL, concerned = '' WHERE n = ?", wakesAt ?? null, row.n)
  if (summary) sql.run('UPDATE matters SET summary = ? WHERE n = ?', JSON.stringify(summary), row.n)
  if (thread) writeDerived(sql, row.n, row.began, { thread })
  writeWaiting(sql, row.n, waiting)
  return true
}

export function rouse(
  sql: Sql,
  { after = 0, limit, at }: { after?: number; limit: number; at: number },
): { next?: number } {
  // one more than fits: behind the last that does there may be another
  const page = sql.all<{ n: number }>(
    `SELECT n FROM matters WHERE n > ? AND (wakes_at IS NOT NULL OR n IN (SELECT matter FROM waiting))
     ORDER BY n LIMIT ?`,
    after,
    limit + 1,
  )
  const roused = page.slice(0, limit)
  for (const { n } of roused)
    sql.run('UPDATE matters SET wakes_at = min(coalesce(wakes_at, ?1), ?1) WHERE n = ?2', at, n)
  const last = roused.at(-1)
  return last && page.length > limit ? { next: last.n } : {}
}
