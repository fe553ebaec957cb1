import { canonical } from '../../../core/record/canonical.ts'
import type { Checkpoint } from '../../../core/record/checkpoint.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { filesNamed } from '../../../core/record/report/files.ts'
import { reportOn } from '../../../core/record/report/make.ts'
import type { AttachmentOnHand, Report } from '../../../core/record/report/report.ts'
import { publicKey, serverKey } from '../record.ts'
import { sha256 } from './session.ts'

/** A copy of one record as files: one event a line, checkpoints, attachments by hash. */
export interface Copy {
  matter: string
  text: Uint8Array
  checkpoints: Checkpoint[]
  files: Map<string, Uint8Array>
}

export const textOf = (events: readonly RecordEvent[]) =>
  new Uint8Array(Buffer.from(events.map((event) => `${canonical(event)}\n`).join('')))

/** The events of a record in lines; a line that is no JSON is nothing at its place. */
export function eventsIn(text: Uint8Array): RecordEvent[] {
  const lines = Buffer.from(text).toString('utf8').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line) => {
    try {
      return JSON.parse(line) as RecordEvent
    } catch {
      return null as unknown as RecordEvent
    }
  })
}

/** The report on a copy whose keeper knows every attachment of the original. */
export function reportOnCopy({ matter, text, checkpoints, files }: Copy, known: readonly string[]): Report {
  const events = eventsIn(text)
  const named = new Set([...filesNamed(events).map((file) => file.sha256), ...known])
  const attachments = [...named].map((hash): AttachmentOnHand => {
    const bytes = files.get(hash)
    if (!bytes) return { sha256: hash, size: 0, found: 'missing' }
    return { sha256: hash, size: bytes.length, found: sha256(bytes) === hash ? 'good' : 'differs' }
  })
  return reportOn({ matter, events, checkpoints, pinnedKey: publicKey(serverKey), attachments })
}
