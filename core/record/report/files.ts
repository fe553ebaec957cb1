import { ATTACHMENT_TYPES, attachmentSchema, type AttachmentType } from '../../wire/attachments.ts'
import type { RecordEvent } from '../event.ts'
import type { AttachmentOnHand, ReportFinding } from './report.ts'

/** A file as an event names it, at its place. Nothing but the hash is certain to be as it should. */
export interface NamedFile {
  seq: number
  sha256: string
  value: Record<string, unknown>
}

/** Every file that the events name, at the first place that names it. */
export function filesNamed(events: readonly RecordEvent[]): NamedFile[] {
  const found = new Map<string, NamedFile>()
  events.forEach((event, index) => visit(event?.data, 0, (value) => keep(found, index + 1, value)))
  return [...found.values()]
}

function keep(found: Map<string, NamedFile>, seq: number, value: Record<string, unknown>): void {
  const { sha256 } = value
  if (typeof sha256 === 'string' && !found.has(sha256)) found.set(sha256, { seq, sha256, value })
}

const DEEPEST = 16

/** Every object in a JSON value that could name a file: it has a hash, a name and a size. */
function visit(value: unknown, depth: number, each: (found: Record<string, unknown>) => void): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return
  const object = value as Record<string, unknown>
  if ('sha256' in object && 'name' in object && 'size' in object) each(object)
  for (const member of Object.values(object)) visit(member, depth + 1, each)
}

/** What came of looking for every named file. `left`: how many are not kept here, by choice or because nobody can say. */
export function filesOnHand(named: readonly NamedFile[], onHand: readonly AttachmentOnHand[]) {
  const byHash = new Map(onHand.map((file) => [file.sha256, file]))
  const findings: ReportFinding[] = []
  let left = 0
  for (const { seq, sha256, value } of named) {
    const file = byHash.get(sha256)
    if (!file || file.found === 'absent') left++
    else if (file.found === 'missing') findings.push({ fault: 'attachment-missing', seq, file: sha256 })
    else if (file.found === 'differs') findings.push({ fault: 'attachment-differs', seq, file: sha256 })
    else if (file.size !== value.size)
      findings.push({ fault: 'attachment-size', seq, file: sha256, expected: Number(value.size), found: file.size })
  }
  return { findings, left }
}

/** Files whose type nobody here takes, or whose bytes begin like something else. */
export function typeFaults(named: readonly NamedFile[], onHand: readonly AttachmentOnHand[]): ReportFinding[] {
  const looks = new Map(onHand.map((file) => [file.sha256, file.looks]))
  return named.flatMap(({ seq, sha256, value }): ReportFinding[] => {
    const type = String(value.type)
    if (!Object.hasOwn(ATTACHMENT_TYPES, type))
      return [{ fault: 'file-type', seq, file: sha256, expected: '', found: type }]
    const other = looks.get(sha256)
    if (other === 'active') return [{ fault: 'active-content', seq, file: sha256 }]
    return other ? [{ fault: 'file-type', seq, file: sha256, expected: type, found: other }] : []
  })
}

/** Files whose names could mislead or lead elsewhere: what no upload would have been given. */
export function nameFaults(named: readonly NamedFile[]): ReportFinding[] {
  return named.flatMap(({ seq, sha256, value }): ReportFinding[] => {
    const name = String(value.name)
    const taken = attachmentSchema.shape.name.safeParse(name)
    return taken.success && taken.data === name && !/[/\\]/.test(name) && name !== '..' && name !== '.'
      ? []
      : [{ fault: 'file-name', seq, file: sha256, expected: '', found: name.slice(0, 120) }]
  })
}

const ZIP = [0x50, 0x4b]
const OLE = [0xd0, 0xcf, 0x11, 0xe0]
const BEGINS: Record<AttachmentType, readonly number[]> = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47],
  'image/webp': [0x52, 0x49, 0x46, 0x46],
  'image/gif': [0x47, 0x49, 0x46, 0x38],
  'application/pdf': [0x25, 0x50, 0x44, 0x46],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ZIP,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ZIP,
  'application/msword': OLE,
  'application/vnd.ms-excel': OLE,
}
// markup, programs of Windows and Linux, scripts with an interpreter's name
const ACTIVE = [[0x3c], [0x4d, 0x5a], [0x7f, 0x45, 0x4c, 0x46], [0x23, 0x21]]

/** What the first bytes of a file look like, beside its media type; `undefined` when they are what it says. */
export function looksLike(bytes: Uint8Array, type: string): 'other' | 'active' | undefined {
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const begins = (with_: readonly number[], at: number) => with_.every((byte, i) => bytes[at + i] === byte)
  const expected = Object.hasOwn(BEGINS, type) ? BEGINS[type as AttachmentType] : undefined
  if (expected && begins(expected, 0)) return undefined
  return ACTIVE.some((beginning) => begins(beginning, from)) ? 'active' : 'other'
}
