import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Checkpoint } from '../../core/record/checkpoint.ts'
import { filesNamed, looksLike, type NamedFile } from '../../core/record/report/files.ts'
import { reportOn } from '../../core/record/report/make.ts'
import type { AttachmentOnHand, Report, ReportFinding } from '../../core/record/report/report.ts'
import { checkpointSchema } from '../../core/wire/records.ts'
import type { Cover } from './cover.ts'
import { exists } from './synced.ts'
import { readRaw, readSealed, type AlteredFile } from './raw-record.ts'

/** The kept attachments, as far as a report needs them: what the list says, and the bytes as they lie on the disk. */
export interface FilesOnDisk {
  find(sha256: string): Promise<unknown>
  raw(sha256: string): Promise<Uint8Array | undefined>
}

/** What the keeper of a copy knows of it. `kept` and `of` as `Subject` has them. */
export interface Known {
  checkpoints: readonly Checkpoint[]
  pinnedKey: string | undefined
  kept?: number | undefined
  of?: number | undefined
  files?: FilesOnDisk
  cover?: Cover | undefined
}

/** Reports on a record as it lies on the disk, reading every file anew and mending nothing. */
export async function reportOnDisk(folder: string, matter: string, known: Known): Promise<Report> {
  const { events, altered } = await readRaw(folder, known.cover)
  const { checkpoints, unread } = await checkpointsIn(folder, known)
  const { pinnedKey, kept, of, files } = known
  const subject = {
    matter,
    events,
    checkpoints,
    pinnedKey,
    ...(kept === undefined ? {} : { kept }),
    ...(of === undefined ? {} : { of }),
    ...(files ? { attachments: await Promise.all(filesNamed(events).map((file) => onHand(file, files))) } : {}),
  }
  const ends = altered.filter((one) => one.ends).map(found)
  const report = reportOn({ ...subject, unread: [...unread, ...ends] })
  // a file that is not as it was written, in which no event is wrong: then the file itself is what is named
  const bare = altered.filter(
    (one) => !one.ends && !report.findings.some(({ seq }) => seq >= one.from && seq <= one.to),
  )
  return bare.length === 0 ? report : reportOn({ ...subject, unread: [...unread, ...ends, ...bare.map(found)] })
}

const found = ({ from, why, file }: AlteredFile): ReportFinding => ({
  fault: 'shape',
  seq: from,
  file: path.basename(file),
  expected: 'a segment as it was written',
  found: why,
})

async function checkpointsIn(folder: string, { checkpoints: fallback, cover }: Known) {
  const file = path.join(folder, 'checkpoints.json')
  if (!(await exists(file))) return { checkpoints: fallback, unread: [] }
  const { value, why } = await readSealed(file, 'checkpoints', cover)
  const read = checkpointSchema.array().safeParse(value)
  const unread: ReportFinding[] =
    why === undefined && read.success
      ? []
      : [{ fault: 'shape', seq: 0, file: path.basename(file), expected: 'a file as it was written', found: why ?? '' }]
  return { checkpoints: read.success ? read.data : fallback, unread }
}

async function onHand({ sha256, value }: NamedFile, files: FilesOnDisk): Promise<AttachmentOnHand> {
  if ((await files.find(sha256)) === undefined) return { sha256, size: 0, found: 'absent' }
  const bytes = await files.raw(sha256)
  if (!bytes) return { sha256, size: 0, found: 'missing' }
  const good = createHash('sha256').update(bytes).digest('hex') === sha256
  const looks = good ? looksLike(bytes, String(value.type)) : undefined
  return { sha256, size: bytes.length, found: good ? 'good' : 'differs', ...(looks ? { looks } : {}) }
}

const OF_RECORD: readonly string[] = ['shape', 'matter', 'sequence', 'link', 'hash', 'data']

/** True for what reading the record anew may mend, because its events are not as they were sealed. */
export function isOfRecord({ fault, checkpoint, seq }: ReportFinding): boolean {
  return OF_RECORD.includes(fault) && checkpoint === undefined && seq > 0
}
