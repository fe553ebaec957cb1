import type { InboxTask, Notice, Summary } from '../../../core/wire/records.ts'
import type { Viewer } from '../contract.ts'
import { addressesJson, visible, WAITS } from './list.ts'
import type { Sql } from './sql.ts'

interface TaskRow {
  kind: InboxTask['kind']
  since: number
  until: number | null
  summary: string
}

export function tasks(sql: Sql, viewer: Viewer): InboxTask[] {
  const rows = sql.all<TaskRow>(
    `SELECT w.kind, w.since, w.until, m.summary FROM waiting w JOIN matters m ON m.n = w.matter
     WHERE ${WAITS} AND ${visible(viewer)}
     ORDER BY w.until NULLS LAST, w.since, m.id, w.place`,
    { addresses: addressesJson(viewer), at: viewer.at, me: viewer.account.id },
  )
  return rows.map(({ kind, since, until, summary: text }) => {
    const summary = JSON.parse(text) as Summary
    return { matter: summary.id, kind, since, ...(until === null ? {} : { until }), summary }
  })
}

interface NoticeRow extends Omit<Notice, 'read'> {
  read: number
}

export function notices(sql: Sql, viewer: Viewer, page: { before?: number; limit: number }): Notice[] {
  const rows = sql.all<NoticeRow>(
    `SELECT o.n, m.id AS matter, m.summary ->> 'title' AS title, o.seq, o.type, o.actor, o.at, o.n <= ${MARK} AS read
     FROM told t JOIN notices o ON o.n = t.n JOIN matters m ON m.n = t.matter
     WHERE t.account = :me AND t.n < :before AND ${visible(viewer)} ORDER BY t.n DESC LIMIT :limit`,
    { me: viewer.account.id, before: page.before ?? Number.MAX_SAFE_INTEGER, limit: page.limit },
  )
  return rows.map((row) => ({ ...row, read: row.read === 1 }))
}

const MARK = '(SELECT coalesce(max(n), 0) FROM read_marks WHERE account = :me)'

export function inboxCounts(sql: Sql, viewer: Viewer): { unread: number; tasks: number } {
  const me = viewer.account.id
  const unread = sql.get<{ unread: number }>(
    `SELECT count(*) AS unread FROM told t JOIN matters m ON m.n = t.matter
     WHERE t.account = :me AND t.n > ${MARK} AND ${visible(viewer)}`,
    { me },
  )
  const waiting = sql.get<{ tasks: number }>(
    `SELECT count(*) AS tasks FROM waiting w JOIN matters m ON m.n = w.matter WHERE ${WAITS} AND ${visible(viewer)}`,
    { me, addresses: addressesJson(viewer), at: viewer.at },
  )
  return { unread: unread?.unread ?? 0, tasks: waiting?.tasks ?? 0 }
}

export function readNotices(sql: Sql, account: string, upTo: number): void {
  sql.run(
    `INSERT INTO read_marks (account, n) SELECT ?, min(?, coalesce(max(n), 0)) FROM notices WHERE true
     ON CONFLICT DO UPDATE SET n = excluded.n WHERE excluded.n > n`,
    account,
    upTo,
  )
}
