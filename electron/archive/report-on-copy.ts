import { createHash } from 'node:crypto'
import type { Checkpoint } from '../../core/record/checkpoint.ts'
import { filesNamed, looksLike, type NamedFile } from '../../core/record/report/files.ts'
import { reportOn } from '../../core/record/report/make.ts'
import type { AttachmentOnHand, Report, ReportFinding } from '../../core/record/report/report.ts'
import { checkpointSchema } from '../../core/wire/records.ts'
import { runAside } from './aside.ts'
import type { CopyFiles } from './copy-files.ts'
import { readRaw, readSealed, type AlteredFile } from './raw-record.ts'

/** What the keeper of a copy knows of it; `checkpoints` count where the copy has no file of them. See `Subject`. */
export interface Known {
  matter: string
  checkpoints: readonly Checkpoint[]
  pinnedKey: string | undefined
  kept?: number | undefined
  of?: number | undefined
}

/** What a thread asks about the copy that it reports on; see `CopyFiles`. */
export type AboutCopy = 'segments' | { content: string } | { attachment: string }

/** Records up to this length are verified in a moment; for longer ones the window would have to wait. */
const SHORT = 250

/** As `reportOnCopy`, without holding up whatever else this process does. */
export function reportAside(copy: CopyFiles, known: Known): Promise<Report> {
  if ((known.kept ?? 0) <= SHORT) return reportOnCopy(copy, known)
  return runAside<AboutCopy, Report>('copy-reader', known, (about) => answer(copy, about))
}

function answer(copy: CopyFiles, about: AboutCopy): Promise<unknown> {
  if (about === 'segments') return copy.segments()
  return 'content' in about ? copy.content(about.content) : copy.attachment(about.attachment)
}

/** Reports on a record as it lies in its files, reading every one anew and mending nothing. */
export async function reportOnCopy(copy: CopyFiles, known: Known): Promise<Report> {
  const { events, altered } = await readRaw(copy)
  const { checkpoints, unread } = await checkpointsIn(copy, known)
  const { matter, pinnedKey, kept, of } = known
  const attachments: AttachmentOnHand[] = []
  for (const file of filesNamed(events)) attachments.push(await onHand(file, copy))
  const subject = {
    matter,
    events,
    checkpoints,
    pinnedKey,
    attachments,
    ...(kept === undefined ? {} : { kept }),
    ...(of === undefined ? {} : { of }),
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
  file,
  expected: 'a segment as it was written',
  found: why,
})

async function checkpointsIn(copy: CopyFiles, { checkpoints: fallback }: Known) {
  const file = 'checkpoints.json'
  const sealed = await readSealed(copy, file, 'checkpoints')
  if (sealed === undefined) return { checkpoints: fallback, unread: [] }
  const { value, why } = sealed
  const read = checkpointSchema.array().safeParse(value)
  const unread: ReportFinding[] =
    why === undefined && read.success
      ? []
      : [{ fault: 'shape', seq: 0, file, expected: 'a file as it was written', found: why ?? '' }]
  return { checkpoints: read.success ? read.data : fallback, unread }
}

async function onHand({ sha256, value }: NamedFile, copy: CopyFiles): Promise<AttachmentOnHand> {
  const bytes = await copy.attachment(sha256)
  if (bytes === 'absent') return { sha256, size: 0, found: 'absent' }
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
