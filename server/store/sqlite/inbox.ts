import type { InboxTask, Notice, Summary } from '../../../core/wire/records.ts'
import { APART, type Untold } from '../../../core/notices/preferences.ts'
import type { DueQuery, Viewer } from '../queries.ts'
import { dueTask } from '../due.ts'
import { addressesJson, MINE, visible, WAITS } from './list.ts'
import type { Sql } from './sql.ts'

interface TaskRow {
  kind: InboxTask['kind']
  since: number
  until: number | null
  due: number | null
  warnsAt: number | null
  rule: string | null
  item: number | null
  summary: string
}

const TASK = 'w.kind, w.since, w.until, w.due, w.warns_at AS warnsAt, w.rule, w.item'
const LATE = Number.MAX_SAFE_INTEGER

export function tasks(sql: Sql, viewer: Viewer): InboxTask[] {
  const rows = sql.all<TaskRow>(
    `SELECT ${TASK}, m.summary FROM waiting w JOIN matters m ON m.n = w.matter
     WHERE ${WAITS} AND ${visible(viewer)}
     ORDER BY min(coalesce(w.until, ${LATE}), coalesce(w.due, ${LATE})), w.since, m.id, w.place`,
    { addresses: addressesJson(viewer), at: viewer.at },
  )
  return rows.map(taskOf)
}

function taskOf({ kind, since, until, due, warnsAt, rule, item, summary: text }: TaskRow): InboxTask {
  const summary = JSON.parse(text) as Summary
  return {
    matter: summary.id,
    kind,
    since,
    ...(until === null ? {} : { until }),
    ...(due === null ? {} : { due }),
    ...(warnsAt === null ? {} : { warnsAt }),
    ...(rule === null ? {} : { rule }),
    ...(item === null ? {} : { item }),
    summary,
  }
}

interface DueRow extends TaskRow {
  due: number
  warnsAt: number
  addresses: string
}

export function due(sql: Sql, { from = 0, to, own, limit }: DueQuery, viewer: Viewer) {
  const mine = 'w.address IN (SELECT value FROM json_each(:addresses))'
  const about = own ? `AND (${mine} OR m.n IN (SELECT matter FROM participants WHERE ${MINE}))` : ''
  const rows = sql.all<DueRow>(
    `SELECT ${TASK}, m.summary, json_group_array(w.address) AS addresses
     FROM waiting w JOIN matters m ON m.n = w.matter
     WHERE w.due >= :from AND w.due < :to AND w.since <= :at AND (w.until IS NULL OR w.until > :at)
       AND (w.rule IS NOT NULL OR ${mine}) AND ${visible(viewer)} ${about}
     GROUP BY w.matter, w.kind, w.item, w.due ORDER BY w.due, m.id, min(w.place)`,
    { addresses: addressesJson(viewer), at: viewer.at, from, to },
  )
  const items = rows.slice(0, limit).map((row) => dueTask(taskOf(row), JSON.parse(row.addresses) as string[], viewer))
  return { items, total: rows.length }
}

interface NoticeRow extends Omit<Notice, 'read'> {
  read: number
}

export function notices(sql: Sql, viewer: Viewer, page: { before?: number; limit: number }): Notice[] {
  const rows = sql.all<NoticeRow>(
    `SELECT o.n, m.id AS matter, m.kind, m.summary ->> 'title' AS title, o.seq, o.type, o.actor, o.at, o.n <= ${MARK} AS read
     FROM notices o JOIN matters m ON m.n = o.matter
     WHERE o.n IN ${TOLD} AND o.actor <> :me AND o.n < :before AND ${visible(viewer)} ORDER BY o.n DESC LIMIT :limit`,
    { ...whose(viewer), before: page.before ?? LATE, limit: page.limit },
  )
  return rows.map((row) => ({ ...row, read: row.read === 1 }))
}

const MARK = '(SELECT coalesce(max(n), 0) FROM read_marks WHERE account = :me)'
// somebody may be told twice, by name and in a unit
const TOLD = `(SELECT n FROM told WHERE ${MINE})`
const whose = (viewer: Viewer) => ({ me: viewer.account.id, addresses: addressesJson(viewer) })

export function inboxCounts(sql: Sql, viewer: Viewer, untold?: Untold): { unread: number; tasks: number } {
  const unread = sql.get<{ unread: number }>(
    `SELECT count(*) AS unread FROM notices o JOIN matters m ON m.n = o.matter
     WHERE o.n IN (SELECT n FROM told WHERE ${MINE} AND n > ${MARK}) AND o.actor <> :me AND ${visible(viewer)}
     ${leftOut(untold)}`,
    whose(viewer),
  )
  const waiting = sql.get<{ tasks: number }>(
    `SELECT count(*) AS tasks FROM waiting w JOIN matters m ON m.n = w.matter WHERE ${WAITS} AND ${visible(viewer)}`,
    { addresses: addressesJson(viewer), at: viewer.at },
  )
  return { unread: unread?.unread ?? 0, tasks: waiting?.tasks ?? 0 }
}

/** What is not told of: for the end of a WHERE. Types and kinds are the program's own words. */
function leftOut({ types, matters }: Untold = { types: [], matters: [] }): string {
  if (types.length + matters.length === 0) return ''
  const like = (starts: readonly string[]) => starts.map((start) => `o.type LIKE '${start}%'`).join(' OR ') || 'false'
  const kinds = matters.map((kind) => `'${kind}'`).join(', ')
  return `AND NOT (${like(types)} OR (NOT (${like(APART)}) AND m.kind IN (${kinds})))`
}

export function readNotices(sql: Sql, account: string, upTo: number): void {
  sql.run(
    `INSERT INTO read_marks (account, n) SELECT ?, min(?, coalesce(max(n), 0)) FROM notices WHERE true
     ON CONFLICT DO UPDATE SET n = excluded.n WHERE excluded.n > n`,
    account,
    upTo,
  )
}

// who has a notice that was told to an address and has not read as far as that
const UNREAD = `SELECT 1 FROM accounts a WHERE coalesce((SELECT r.n FROM read_marks r WHERE r.account = a.id), 0) < told.n
  AND (told.address = 'account:' || a.id OR told.address = 'unit:' || (a.account ->> 'unit')
    OR EXISTS (SELECT 1 FROM json_each(a.account, '$.roles') WHERE told.address = 'role:' || value))`
const OLD = 'SELECT n FROM notices WHERE at < ? AND n < (SELECT max(n) FROM notices)'

/** Never the latest notice, so that no number comes again. */
export function forgetNotices(sql: Sql, before: number): number {
  sql.run(`DELETE FROM told WHERE n IN (${OLD}) AND NOT EXISTS (${UNREAD})`, before)
  return sql.run(
    `DELETE FROM notices WHERE n IN (${OLD}) AND NOT EXISTS (SELECT 1 FROM told t WHERE t.n = notices.n)`,
    before,
  )
}
