import type { RecordEvent } from '../../../core/record/event.ts'
import { redact as withoutContent } from '../../../core/record/redact.ts'
import type { MatterRow, Tables } from './tables.ts'

/** Takes the content of events out of a record, and whatever else would tell of it. */
export function redact(tables: Tables, row: MatterRow, seqs: readonly number[]): void {
  for (const seq of seqs) {
    const event = JSON.parse(row.events[seq - 1] ?? 'null') as RecordEvent | null
    if (!event) continue
    row.events[seq - 1] = JSON.stringify(withoutContent(event))
    const command = tables.commands.get(JSON.stringify([event.actor, event.command]))
    if (command) command.bodyHash = ''
  }
  delete row.snapshot
}

/** Forgets the files that a record told of and tells of no longer, and throws away those that nobody else's does. */
export function forgetFiles(tables: Tables, matter: string): void {
  const row = tables.matters.get(matter)
  for (const [sha256, matters] of tables.references) {
    if (!matters.has(matter) || row?.held?.includes(sha256)) continue
    if (row?.events.some((event) => event.includes(sha256))) continue
    matters.delete(matter)
    if (matters.size > 0) continue
    tables.references.delete(sha256)
    tables.uploads.delete(sha256)
    tables.thrown.add(sha256)
  }
}
