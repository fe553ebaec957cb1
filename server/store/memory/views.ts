import { addressesOf } from '../../../core/matter/task.ts'
import { hasRole } from '../../../core/people/roles.ts'
import { isBehind } from '../../../core/proposal/figures.ts'
import { APART, type Untold } from '../../../core/notices/preferences.ts'
import type { DueTask, InboxTask, Notice, Summary } from '../../../core/wire/records.ts'
import type { DueQuery, ListPage, ListQuery, Viewer } from '../queries.ts'
import { cursorAt, placeOf, type Place } from '../cursor.ts'
import { dueTask } from '../due.ts'
import { lastNotice } from './notices.ts'
import { copy, type MatterRow, type Tables } from './tables.ts'

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const latestFirst = (a: Place, b: Place) => b.updatedAt - a.updatedAt || compare(b.id, a.id)

const isOneOf = (addresses: ReadonlySet<string>, { account }: Viewer): boolean =>
  addressesOf(account).some((address) => addresses.has(address))

export function visible(row: MatterRow, viewer: Viewer): boolean {
  return row.open || hasRole(viewer.account, 'moderator') || isOneOf(row.participants, viewer)
}

/** What waits for the viewer in a matter, in the order it was given. */
function waitingFor(row: MatterRow, { account, at }: Viewer): MatterRow['waiting'] {
  const addresses = addressesOf(account)
  return row.waiting.filter(
    ({ address, since, until }) => addresses.includes(address) && since <= at && (until === undefined || until > at),
  )
}

function matches(row: MatterRow, query: ListQuery, viewer: Viewer): boolean {
  const { kind, status, category, region, unit, author, createdAt, dueAt, warnsAt } = row.summary
  return (
    visible(row, viewer) &&
    // the administrative record is asked for by its kind
    (query.kind ?? (kind === 'committee' ? undefined : kind)) === kind &&
    (!query.status || query.status.includes(status)) &&
    (query.category === undefined || query.category === category) &&
    (!query.regions || (region !== undefined && query.regions.includes(region))) &&
    (query.unit === undefined || query.unit === unit) &&
    (!query.authors || query.authors.includes(author)) &&
    createdAt >= (query.from ?? 0) &&
    createdAt < (query.to ?? Infinity) &&
    (query.dueFrom === undefined || (dueAt !== undefined && dueAt >= query.dueFrom)) &&
    (query.dueTo === undefined || (dueAt !== undefined && dueAt < query.dueTo)) &&
    (query.nearFrom === undefined || (warnsAt !== undefined && warnsAt >= query.nearFrom)) &&
    (query.nearTo === undefined || (warnsAt !== undefined && warnsAt < query.nearTo)) &&
    (query.figure === undefined || (row.figures !== undefined && isBehind(row.figures, query.figure))) &&
    (!query.mine || isOneOf(row.participants, viewer)) &&
    (!query.needsMe || waitingFor(row, viewer).length > 0) &&
    (query.terms ?? []).every((term) => row.terms.has(term))
  )
}

export function list(tables: Tables, query: ListQuery, viewer: Viewer): ListPage {
  const start = query.cursor === undefined ? undefined : placeOf(query.cursor)
  const found = [...tables.matters.values()].filter((row) => matches(row, query, viewer)).map((row) => row.summary)
  const rest = found.filter((summary) => !start || latestFirst(start, summary) < 0).sort(latestFirst)
  const items = rest.slice(0, query.limit)
  const last = items.at(-1)
  return copy({ items, ...(last && rest.length > items.length ? { next: cursorAt(last) } : {}), total: found.length })
}

const urgency = ({ until = Infinity, due = Infinity }: InboxTask) => Math.min(until, due)

/** Those with an end or a due date first, the soonest of them first; then the oldest. */
export function tasks(tables: Tables, viewer: Viewer): InboxTask[] {
  const found = [...tables.matters.values()]
    .filter((row) => visible(row, viewer))
    .flatMap(({ summary, ...row }) =>
      waitingFor({ summary, ...row }, viewer).map(({ address: _address, ...task }) => ({
        matter: summary.id,
        ...task,
        summary,
      })),
    )
    .sort((a, b) => {
      const [soon, late] = [urgency(a), urgency(b)]
      return soon === late ? a.since - b.since || compare(a.matter, b.matter) : soon - late
    })
  return copy(found)
}

export function due(tables: Tables, query: DueQuery, viewer: Viewer): { items: DueTask[]; total: number } {
  const found = [...tables.matters.values()]
    .filter((row) => visible(row, viewer))
    .flatMap((row) => dueIn(row, query, viewer))
    .sort((a, b) => a.due - b.due || compare(a.matter, b.matter))
  return copy({ items: found.slice(0, query.limit), total: found.length })
}

function dueIn(row: MatterRow, { from = 0, to, own }: DueQuery, viewer: Viewer): DueTask[] {
  const { at, account } = viewer
  const mine = addressesOf(account)
  const about = !own || isOneOf(row.participants, viewer)
  const found = row.waiting.filter(
    ({ address, since, until = Infinity, due: end, rule }) =>
      end !== undefined &&
      end >= from &&
      end < to &&
      since <= at &&
      until > at &&
      (mine.includes(address) || (about && rule !== undefined)),
  )
  const things = Map.groupBy(found, ({ kind, item, due: end }) => `${kind} ${item} ${end}`)
  return [...things.values()].flatMap((waits) => {
    const [first] = waits
    if (!first) return []
    const { address: _address, ...task } = first
    const addresses = waits.map(({ address }) => address)
    return dueTask({ matter: row.summary.id, ...task, summary: row.summary }, addresses, viewer)
  })
}

function noticesFor(tables: Tables, viewer: Viewer) {
  return tables.notices.flatMap((notice) => {
    const row = tables.matters.get(notice.matter)
    const told = notice.actor !== viewer.account.id && isOneOf(notice.for, viewer)
    return row && told && visible(row, viewer) ? [{ ...notice, row }] : []
  })
}

export function notices(tables: Tables, viewer: Viewer, page: { before?: number; limit: number }): Notice[] {
  const mark = tables.readMarks.get(viewer.account.id) ?? 0
  return noticesFor(tables, viewer)
    .filter(({ n }) => page.before === undefined || n < page.before)
    .reverse()
    .slice(0, page.limit)
    .map(({ row, for: _for, ...notice }) => ({
      ...notice,
      kind: row.summary.kind,
      title: row.summary.title,
      read: notice.n <= mark,
    }))
}

export function inboxCounts(tables: Tables, viewer: Viewer, untold?: Untold): { unread: number; tasks: number } {
  const mark = tables.readMarks.get(viewer.account.id) ?? 0
  const unread = noticesFor(tables, viewer).filter(
    ({ n, type, row }) => n > mark && !isUntold(untold, type, row),
  ).length
  return { unread, tasks: tasks(tables, viewer).length }
}

function isUntold(untold: Untold | undefined, type: string, { summary }: MatterRow): boolean {
  if (!untold) return false
  const apart = APART.some((start) => type.startsWith(start))
  return apart ? untold.types.some((start) => type.startsWith(start)) : untold.matters.includes(summary.kind)
}

export function readNotices(tables: Tables, account: string, upTo: number): void {
  const mark = tables.readMarks.get(account) ?? 0
  tables.readMarks.set(account, Math.max(mark, Math.min(upTo, lastNotice(tables))))
}

export function summaries(tables: Tables, ids: readonly string[], viewer: Viewer): Summary[] {
  const rows = ids.flatMap((id) => tables.matters.get(id) ?? [])
  return copy(rows.filter((row) => visible(row, viewer)).map(({ summary }) => summary))
}
