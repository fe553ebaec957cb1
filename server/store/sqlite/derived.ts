import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Figures } from '../../../core/proposal/figures.ts'
import type { ThreadFigures } from '../../../core/supervision/figures.ts'
import type { Features } from '../../../core/text/features.ts'
import type { Derived } from '../derived.ts'
import type { Viewer } from '../queries.ts'
import { addressesJson, visible } from './list.ts'
import type { Sql } from './sql.ts'

// a text has some two thousand features: a fifth of the bytes for a fraction of a millisecond
const pack = (features: Features) => deflateRawSync(JSON.stringify([...features]), { level: 1 })
const unpack = (bytes: Uint8Array): Features =>
  new Map(JSON.parse(inflateRawSync(bytes).toString()) as [string, number][])

/** Figures as the kind of their matter names them. */
function read(kind: string, figures: string): Derived {
  return kind === 'supervision'
    ? { thread: JSON.parse(figures) as ThreadFigures }
    : { figures: JSON.parse(figures) as Figures }
}

/** Writes what is derived of a matter that began at a time (ms UTC); `keep`: what is there already stays. */
export function writeDerived(
  sql: Sql,
  n: number,
  began: number,
  { features, ...counted }: Derived,
  keep = false,
): void {
  const verb = keep ? 'INSERT OR IGNORE' : 'INSERT OR REPLACE'
  if (features) sql.run(`${verb} INTO features (matter, features) VALUES (?, ?)`, n, pack(features))
  // a matter is of one kind, and has figures of that kind only
  const figures = counted.figures ?? counted.thread
  if (figures)
    sql.run(`${verb} INTO figures (matter, began, figures) VALUES (?, ?, ?)`, n, began, JSON.stringify(figures))
}

export function putDerived(sql: Sql, matter: string, given: Derived): void {
  const row = sql.get<{ n: number; began: number }>(
    "SELECT n, summary ->> 'createdAt' AS began FROM matters WHERE id = ?",
    matter,
  )
  if (!row) throw new Error(`there is no matter ${matter}`)
  writeDerived(sql, row.n, row.began, given, true)
}

export function figures(sql: Sql, { from, to }: { from?: number; to?: number }, viewer: Viewer): Figures[] {
  const rows = sql.all<{ figures: string }>(
    `SELECT f.figures FROM figures f JOIN matters m ON m.n = f.matter
     WHERE m.kind <> 'supervision' AND f.began >= :from AND f.began < :to AND ${visible(viewer)} ORDER BY f.matter`,
    { from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER, addresses: addressesJson(viewer) },
  )
  return rows.map((row) => JSON.parse(row.figures) as Figures)
}

export function threads(sql: Sql, viewer: Viewer): ThreadFigures[] {
  const rows = sql.all<{ figures: string }>(
    `SELECT f.figures FROM matters m JOIN figures f ON f.matter = m.n
     WHERE m.kind = 'supervision' AND ${visible(viewer)} ORDER BY f.matter`,
    { addresses: addressesJson(viewer) },
  )
  return rows.map((row) => JSON.parse(row.figures) as ThreadFigures)
}

interface DerivedRow {
  n: number
  matter: string
  kind: string
  features: Uint8Array | null
  figures: string | null
}

export function derived(sql: Sql, { after = 0, limit }: { after?: number; limit: number }) {
  const rows = sql.all<DerivedRow>(
    `SELECT m.n, m.id AS matter, m.kind, t.features, f.figures FROM matters m
     LEFT JOIN features t ON t.matter = m.n LEFT JOIN figures f ON f.matter = m.n
     WHERE m.n > ? ORDER BY m.n LIMIT ?`,
    after,
    limit + 1,
  )
  const page = rows.slice(0, limit)
  const items = page.map(({ matter, kind, features, figures }) => ({
    matter,
    ...(features ? { features: unpack(features) } : {}),
    ...(figures === null ? {} : read(kind, figures)),
  }))
  const last = page.at(-1)
  return { items, ...(rows.length > limit && last ? { next: last.n } : {}) }
}
