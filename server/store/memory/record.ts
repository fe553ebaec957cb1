import { addressText } from '../../../core/matter/task.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { REDACTED } from '../../../core/record/redact.ts'
import { checkAppend, checkFollows, resultOf } from '../append.ts'
import { Conflict, type Append, type CommandResult, type Loaded, type Snapshot, type StoredWait } from '../contract.ts'
import { asRow, derivedOf } from './derived.ts'
import { refer } from './files.ts'
import { forgetFiles, redact } from './redact.ts'
import { changeRoster, checkRoster } from './people.ts'
import { lastNotice } from './notices.ts'
import { copy, type MatterRow, type Tables } from './tables.ts'

const commandKey = (actor: string, id: string) => JSON.stringify([actor, id])
const read = (text: string) => JSON.parse(text) as RecordEvent

/** Checks everything first, then changes everything: there is nothing half done to undo. */
export function append(tables: Tables, wanted: Append): void {
  checkAppend(wanted)
  const { matter, events, command, views, doneFollowUp } = wanted
  const row = tables.matters.get(matter)
  checkFollows(wanted, row && { seq: row.events.length, hash: row.hash })
  const key = commandKey(command.actor, command.id)
  if (tables.commands.has(key)) throw new Conflict(`command ${command.id} is known`)
  const { series, value } = views?.number ?? {}
  const taken = series === undefined ? undefined : (tables.numbers.get(series) ?? new Set())
  if (value !== undefined && taken?.has(value)) throw new Conflict(`${series} ${value} is taken`)
  if (doneFollowUp !== undefined && !tables.followUps.has(doneFollowUp))
    throw new Conflict(`follow-up ${doneFollowUp} does not wait`)
  for (const { id } of wanted.followUps ?? [])
    if (tables.followUps.has(id)) throw new Conflict(`follow-up ${id} waits already`)
  if (wanted.roster) checkRoster(tables, wanted.roster)
  const gone = views?.attachments?.find((sha256) => tables.thrown.has(sha256))
  if (gone !== undefined) throw new Conflict(`file ${gone} was thrown away`)

  tables.commands.set(key, { ...resultOf(wanted), at: command.at })
  if (doneFollowUp !== undefined) tables.followUps.delete(doneFollowUp)
  for (const done of wanted.doneWaits ?? [])
    if (row) row.waiting = row.waiting.filter((wait) => !isSameWait(wait, done))
  const last = events.at(-1)
  if (!views || !last) return
  if (series !== undefined && value !== undefined && taken) tables.numbers.set(series, taken.add(value))
  if (row && wanted.redact) redact(tables, row, wanted.redact)
  const kept = row?.events ?? []
  kept.push(...events.map((event) => JSON.stringify(event)))
  tables.matters.set(matter, {
    events: kept,
    hash: last.hash,
    ...(row?.snapshot ? { snapshot: row.snapshot } : {}),
    summary: copy(views.summary),
    open: views.open,
    participants: new Set(views.participants),
    waiting: copy(views.waiting),
    terms: views.terms ? new Set(views.terms) : (row?.terms ?? new Set()),
    ...heldAfter(wanted, row),
    ...derivedOf(row),
    ...derivedOf(asRow(views)),
    ...(views.wakesAt === undefined ? {} : { wakesAt: views.wakesAt }),
  })
  for (const followUp of wanted.followUps ?? []) tables.followUps.set(followUp.id, copy(followUp))
  refer(tables, matter, views.attachments ?? [])
  if (wanted.redact) forgetFiles(tables, matter)
  if (wanted.roster) changeRoster(tables, wanted.roster)
  for (const { to, ...notice } of views.notices) {
    const told = new Set(to === 'all' ? views.participants : to)
    told.delete(addressText({ account: notice.actor }))
    if (told.size > 0) tables.notices.push({ ...notice, n: lastNotice(tables) + 1, matter, for: told })
  }
}

const isSameWait = (a: StoredWait, b: StoredWait) => a.address === b.address && a.kind === b.kind && a.item === b.item

export function commandResult(tables: Tables, actor: string, id: string): CommandResult | undefined {
  const found = tables.commands.get(commandKey(actor, id))
  if (!found) return undefined
  const { at: _at, ...result } = found
  return result
}

function heldAfter({ hold }: Append, row: MatterRow | undefined): Pick<MatterRow, 'held'> {
  if (hold === undefined) return row?.held === undefined ? {} : { held: row.held }
  return hold === null ? {} : { held: JSON.stringify(hold) }
}

export function load(tables: Tables, matter: string): Loaded | undefined {
  const row = tables.matters.get(matter)
  if (!row) return undefined
  const { snapshot, events } = row
  return {
    ...(snapshot ? { snapshot: { seq: snapshot.seq, state: JSON.parse(snapshot.state) as Snapshot['state'] } } : {}),
    tail: events.slice(snapshot?.seq ?? 0).map(read),
    ...(row.held === undefined ? {} : { held: JSON.parse(row.held) as unknown }),
  }
}

export function saveSnapshot(tables: Tables, matter: string, { seq, state }: Snapshot): void {
  const row = tables.matters.get(matter)
  if (!row || seq > row.events.length) throw new Error(`snapshot of ${matter} at ${seq}: no such place`)
  if (row.events.slice(seq).some((event) => read(event).type === REDACTED)) return
  if (seq >= (row.snapshot?.seq ?? 0)) row.snapshot = { seq, state: JSON.stringify(state) }
}

export function events(
  tables: Tables,
  matter: string,
  { after, before, limit }: { after?: number; before?: number; limit: number },
): RecordEvent[] {
  const all = tables.matters.get(matter)?.events ?? []
  const range = all.slice(after ?? 0, before === undefined ? undefined : Math.max(0, before - 1))
  const page = after === undefined ? range.slice(Math.max(0, range.length - limit)) : range.slice(0, limit)
  return page.map(read)
}

export function lastNumber(tables: Tables, series: string): number {
  return Math.max(0, ...(tables.numbers.get(series) ?? []))
}

export function forgetCommands(tables: Tables, before: number): number {
  const old = [...tables.commands].filter(([, { at }]) => at < before)
  for (const [key] of old) tables.commands.delete(key)
  return old.length
}
