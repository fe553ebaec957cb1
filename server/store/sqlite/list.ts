import type { SQLInputValue } from 'node:sqlite'
import { addressesOf } from '../../../core/matter/task.ts'
import { hasRole } from '../../../core/people/roles.ts'
import type { FigureName } from '../../../core/proposal/figures.ts'
import type { Summary } from '../../../core/wire/records.ts'
import type { ListPage, ListQuery, Viewer } from '../queries.ts'
import { cursorAt, placeOf } from '../cursor.ts'
import { isTerm } from '../term.ts'
import type { Sql } from './sql.ts'

/** A condition with its named parameters. */
interface Where {
  text: string[]
  values: Record<string, SQLInputValue>
}

/** One of the viewer's addresses: for a WHERE, with `:addresses` bound. */
export const MINE = 'address IN (SELECT value FROM json_each(:addresses))'
const CONCERNING = `(SELECT matter FROM participants WHERE ${MINE})`

/** Whether the viewer may read matter `m`: for a WHERE, with `:addresses` bound (and named in each form, as SQLite wants). */
export function visible({ account }: Viewer): string {
  return hasRole(account, 'moderator') ? ':addresses IS NOT NULL' : `(m.open OR m.n IN ${CONCERNING})`
}

/** What waits for the viewer: for a WHERE on `waiting`, with `:addresses` and `:at` bound. */
export const WAITS = `${MINE} AND since <= :at AND (until IS NULL OR until > :at)`

export const addressesJson = ({ account }: Viewer) => JSON.stringify(addressesOf(account))

// The + keeps SQLite from walking the matches and fetching each row: walking the covering index is far quicker
const FILTERS = {
  kind: 'm.kind = :kind',
  status: 'm.status IN (SELECT value FROM json_each(:status))',
  category: 'm.category = :category',
  regions: 'm.region IN (SELECT value FROM json_each(:regions))',
  unit: 'm.unit = :unit',
  authors: "m.summary ->> 'author' IN (SELECT value FROM json_each(:authors))",
  from: "m.summary ->> 'createdAt' >= :from",
  to: "m.summary ->> 'createdAt' < :to",
  dueFrom: "m.summary ->> 'dueAt' >= :dueFrom",
  dueTo: "m.summary ->> 'dueAt' < :dueTo",
  nearFrom: "m.summary ->> 'warnsAt' >= :nearFrom",
  nearTo: "m.summary ->> 'warnsAt' < :nearTo",
  terms: '+m.n IN (SELECT rowid FROM search WHERE search MATCH :terms)',
}

/** Where each figure stands in the JSON that is kept of a proposal's; truth is 1 there. */
const FIGURES: Record<FigureName, string> = {
  filed: '$.filed',
  answered: '$.answered',
  classA: '$.classes.A',
  classB: '$.classes.B',
  classC: '$.classes.C',
  lookedBack: '$.lookedBack',
  kept: '$.kept',
  evaluated: '$.evaluated',
  satisfied: '$.satisfied',
  agreed: '$.agreed',
}

function matching(query: ListQuery, viewer: Viewer): Where {
  const { kind, status, category, regions, unit, authors, from, to, dueFrom, dueTo, nearFrom, nearTo, terms } = query
  const given = {
    kind,
    status: status && JSON.stringify(status),
    category,
    regions: regions && JSON.stringify(regions),
    unit,
    authors: authors && JSON.stringify(authors),
    from,
    to,
    dueFrom,
    dueTo,
    nearFrom,
    nearTo,
    terms: terms && terms.length > 0 ? terms.map((term) => `"${term}"`).join(' ') : undefined,
  }
  const where: Where = { text: [visible(viewer)], values: { addresses: addressesJson(viewer) } }
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    where.text.push(FILTERS[name as keyof typeof FILTERS])
    where.values[name] = value
  }
  // the administrative record is asked for by its kind
  if (kind === undefined) where.text.push("m.kind <> 'committee'")
  if (query.figure)
    where.text.push(`+m.n IN (SELECT matter FROM figures WHERE figures ->> '${FIGURES[query.figure]}' > 0)`)
  if (query.mine) where.text.push(`+m.n IN ${CONCERNING}`)
  if (query.needsMe) {
    where.text.push(`+m.n IN (SELECT matter FROM waiting WHERE ${WAITS})`)
    where.values.at = viewer.at
  }
  return where
}

export function list(sql: Sql, query: ListQuery, viewer: Viewer): ListPage {
  const { text, values } = matching(query, viewer)
  const total = `SELECT count(*) AS total FROM matters m WHERE ${text.join(' AND ')}`
  const place: Record<string, SQLInputValue> = { limit: query.limit + 1 }
  const onPage = [...text]
  if (query.cursor !== undefined) {
    const { updatedAt, id } = placeOf(query.cursor)
    onPage.push('(m.updated_at, m.id) < (:updatedAt, :id)')
    Object.assign(place, { updatedAt, id })
  }
  // nothing is kept under what is no term, and FTS5 would read it as a phrase
  if (query.terms && !query.terms.every(isTerm)) return { items: [], total: 0 }
  const rows = sql.all<{ summary: string }>(
    `SELECT m.summary FROM matters m WHERE ${onPage.join(' AND ')} ORDER BY m.updated_at DESC, m.id DESC LIMIT :limit`,
    { ...values, ...place },
  )
  const items = rows.slice(0, query.limit).map((row) => JSON.parse(row.summary) as Summary)
  const last = items.at(-1)
  return {
    items,
    ...(last && rows.length > items.length ? { next: cursorAt(last) } : {}),
    total: sql.get<{ total: number }>(total, values)?.total ?? 0,
  }
}

export function summaries(sql: Sql, ids: readonly string[], viewer: Viewer): Summary[] {
  const rows = sql.all<{ summary: string }>(
    `SELECT m.summary FROM json_each(:ids) j JOIN matters m ON m.id = j.value WHERE ${visible(viewer)} ORDER BY j.key`,
    { ids: JSON.stringify(ids), addresses: addressesJson(viewer) },
  )
  return rows.map(({ summary }) => JSON.parse(summary) as Summary)
}
