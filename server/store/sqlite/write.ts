import { hash } from 'node:crypto'
import { addressText } from '../../../core/matter/task.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { checkAppend, checkFollows, resultOf } from '../append.ts'
import { Conflict, type Append, type Snapshot, type StoredWait } from '../contract.ts'
import * as beside from './beside.ts'
import { writeDerived } from './derived.ts'
import { checkFiles, refer } from './files.ts'
import { changeRoster, checkRoster } from './people.ts'
import { forgetFiles, isRedactedAfter, redact } from './redact.ts'
import type { Sql } from './sql.ts'

type Views = NonNullable<Append['views']>

/** Writes one append; reads and refuses before it writes anything, so that a `Conflict` leaves its neighbours alone. */
export function append(sql: Sql, wanted: Append): void {
  checkAppend(wanted)
  const { matter, events, command, views } = wanted
  const row = sql.get<{ n: number; seq: number; hash: string; concerned: string }>(
    'SELECT n, seq, hash, concerned FROM matters WHERE id = ?',
    matter,
  )
  checkFollows(wanted, row)
  const { series, value } = views?.number ?? {}
  if (series !== undefined && value !== undefined)
    if (sql.get('SELECT 1 FROM numbers WHERE series = ? AND value = ?', series, value))
      throw new Conflict(`${series} ${value} is taken`)
  beside.check(sql, wanted)
  if (wanted.roster) checkRoster(sql, wanted.roster)
  checkFiles(sql, views?.attachments ?? [])
  const { firstSeq, lastSeq } = resultOf(wanted)
  const fresh = sql.run(
    'INSERT INTO commands (actor, id, matter, body_hash, first_seq, last_seq, at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    command.actor,
    command.id,
    matter,
    command.bodyHash,
    firstSeq,
    lastSeq,
    command.at,
  )
  if (fresh === 0) throw new Conflict(`command ${command.id} is known`)
  if (wanted.doneFollowUp !== undefined) sql.run('DELETE FROM follow_ups WHERE id = ?', wanted.doneFollowUp)
  const last = events.at(-1)
  if (row) for (const wait of wanted.doneWaits ?? []) endWait(sql, row.n, wait)
  if (!views || !last) return

  const concerned = concernedBy(views)
  const n = writeLine(sql, row?.n, last, views, concerned)
  for (const event of events) writeEvent(sql, n, event)
  if (wanted.redact) redact(sql, n, wanted.redact)
  if (row?.concerned !== concerned) writeConcerned(sql, n, views)
  for (const notice of views.notices) writeNotice(sql, n, notice, views.participants)
  if (views.terms) sql.run('INSERT OR REPLACE INTO search (rowid, terms) VALUES (?, ?)', n, views.terms.join(' '))
  if (series !== undefined && value !== undefined)
    sql.run('INSERT INTO numbers (series, value, matter) VALUES (?, ?, ?)', series, value, n)
  beside.write(sql, n, wanted)
  writeDerived(sql, n, views.summary.createdAt, views)
  refer(sql, n, views.attachments ?? [])
  if (wanted.redact) forgetFiles(sql, n)
  if (wanted.roster) changeRoster(sql, wanted.roster)
}

/** Tells whether participants or waiting changed, without reading them: most appends are messages and change neither. */
function concernedBy({ participants, waiting }: Views): string {
  return hash('sha256', JSON.stringify([participants, waiting]))
}

function writeLine(sql: Sql, n: number | undefined, last: RecordEvent, views: Views, concerned: string): number {
  const { id, kind, status, category = null, region = null, unit = null, updatedAt } = views.summary
  const { open, wakesAt = null } = views
  const line = [last.seq, last.hash, concerned, Number(open), kind, status, category, region, unit, updatedAt, wakesAt]
  const summary = JSON.stringify(views.summary)
  if (n === undefined)
    return sql.insert(
      `INSERT INTO matters (seq, hash, concerned, open, kind, status, category, region, unit, updated_at, wakes_at, summary, id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...line,
      summary,
      id,
    )
  sql.run(
    `UPDATE matters SET seq = ?, hash = ?, concerned = ?, open = ?, kind = ?, status = ?, category = ?, region = ?,
       unit = ?, updated_at = ?, wakes_at = ?, taken_until = NULL, summary = ? WHERE n = ?`,
    ...line,
    summary,
    n,
  )
  return n
}

function writeEvent(sql: Sql, n: number, event: RecordEvent): void {
  sql.run(
    `INSERT INTO events (matter, seq, id, at, actor, command, type, v, data, salt, data_hash, prev, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    n,
    event.seq,
    event.id,
    event.at,
    event.actor,
    event.command,
    event.type,
    event.v,
    event.data === undefined ? null : JSON.stringify(event.data),
    event.salt ?? null,
    event.dataHash,
    event.prev,
    event.hash,
  )
}

function writeConcerned(sql: Sql, n: number, { participants, waiting }: Views): void {
  const now = JSON.stringify(participants)
  sql.run('INSERT OR IGNORE INTO participants (address, matter) SELECT value, ? FROM json_each(?)', n, now)
  sql.run('DELETE FROM participants WHERE matter = ? AND address NOT IN (SELECT value FROM json_each(?))', n, now)
  writeWaiting(sql, n, waiting)
}

/** Replaces what waits in a matter. */
export function writeWaiting(sql: Sql, n: number, waiting: Views['waiting']): void {
  sql.run('DELETE FROM waiting WHERE matter = ?', n)
  sql.run(
    `INSERT INTO waiting (matter, place, address, kind, since, until, due, warns_at, rule, item)
     SELECT ?, key, value ->> 'address', value ->> 'kind', value ->> 'since', value ->> 'until', value ->> 'due',
       value ->> 'warnsAt', value ->> 'rule', value ->> 'item' FROM json_each(?)`,
    n,
    JSON.stringify(waiting),
  )
}

function endWait(sql: Sql, n: number, { address, kind, item }: StoredWait): void {
  sql.run(
    'DELETE FROM waiting WHERE matter = ? AND address = ? AND kind = ? AND item IS ?',
    n,
    address,
    kind,
    item ?? null,
  )
}

function writeNotice(sql: Sql, n: number, notice: Views['notices'][number], participants: readonly string[]): void {
  const told = new Set(notice.to === 'all' ? participants : notice.to)
  told.delete(addressText({ account: notice.actor }))
  if (told.size === 0) return
  const { seq, type, actor, at } = notice
  const number = sql.insert(
    'INSERT INTO notices (matter, seq, type, actor, at) VALUES (?, ?, ?, ?, ?)',
    n,
    seq,
    type,
    actor,
    at,
  )
  sql.run(
    'INSERT INTO told (address, n, matter) SELECT value, ?, ? FROM json_each(?)',
    number,
    n,
    JSON.stringify([...told]),
  )
}

export function saveSnapshot(sql: Sql, matter: string, { seq, state }: Snapshot): void {
  const row = sql.get<{ n: number; seq: number }>('SELECT n, seq FROM matters WHERE id = ?', matter)
  if (!row || seq > row.seq) throw new Error(`snapshot of ${matter} at ${seq}: no such place`)
  if (isRedactedAfter(sql, row.n, seq)) return
  sql.run(
    `INSERT INTO snapshots (matter, seq, state) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET seq = excluded.seq, state = excluded.state WHERE excluded.seq >= seq`,
    row.n,
    seq,
    JSON.stringify(state),
  )
}

/** Forgets at most `most` of the command results from before `at`. Answers how many. */
export function forgetCommands(sql: Sql, before: number, most: number): number {
  return sql.run(
    'DELETE FROM commands WHERE rowid IN (SELECT rowid FROM commands WHERE at < ? ORDER BY at LIMIT ?)',
    before,
    most,
  )
}
