import { STANDARD_BOOK } from '../../clock/book.ts'
import { replay, type AnyState, type MatterEvent } from '../../kinds.ts'
import { canonical } from '../../record/canonical.ts'
import type { Checkpoint } from '../../record/checkpoint.ts'
import type { EventFact, RecordEvent } from '../../record/event.ts'
import { verifyRecord, type Verification } from '../../record/verify.ts'
import { summarise } from '../../summary.ts'
import { checkpointSchema, eventSchema, type Summary } from '../../wire/records.ts'
import { hex64 } from '../../wire/scalars.ts'
import { BAG } from '../layout.ts'
import { BAG_FORMAT, BAG_VERSION, bagMetadataSchema, type BagMetadata } from '../metadata.ts'
import { keyPem } from '../pem.ts'
import { filesTold } from '../told.ts'
import { textOf, type Folder } from './folder.ts'
import { hashesOf, type Hasher } from './manifest.ts'
import { refuseBag, type ContentReason } from './refusal.ts'

/** What a bag of ours holds. `verification` has no finding; `summary` is what the record itself says. */
export interface BagContent {
  metadata: BagMetadata
  summary: Summary
  events: RecordEvent[]
  checkpoints: Checkpoint[]
  verification: Verification
}

// A record of 100,000 events is some 60 MB of text.
const MOST_TEXT = 256 * 1024 ** 2

/**
 * Reads the matter in a valid bag and believes nothing that can be checked: the record is verified with its
 * checkpoints, what the metadata tell of it must be what it says itself, and every file must be the one that the record
 * names. Throws `BagRefused` with one of `CONTENT_REASONS`.
 */
export async function readContent(bag: Folder, hasher: Hasher): Promise<BagContent> {
  const metadata = await metadataOf(bag)
  const events = await linesAs(bag, BAG.record, 'record-lines', (value) => eventSchema.parse(value) as RecordEvent)
  const checkpoints = bag.files.has(BAG.checkpoints)
    ? await linesAs(bag, BAG.checkpoints, 'checkpoints', (value) => checkpointSchema.parse(value))
    : []
  const verification = verifyRecord(metadata.matter.id, events, checkpoints)
  const [finding] = verification.findings
  if (finding) refuseBag('record-wrong', finding.fault, String(finding.seq))
  const state = stateOf(events)
  checkMatter(metadata, state, events)
  await checkKey(bag, metadata, checkpoints)
  await checkFiles(bag, metadata, events, hasher)
  const summary = { ...summarise(state, STANDARD_BOOK), seq: events.length }
  return { metadata, summary, events, checkpoints, verification }
}

async function metadataOf(bag: Folder): Promise<BagMetadata> {
  if (!bag.files.has(BAG.metadata) || !bag.files.has(BAG.record)) refuseBag('not-ours', 'a bag without our record')
  let value: unknown
  try {
    value = JSON.parse((await smallText(bag, BAG.metadata)) ?? '')
  } catch {
    refuseBag('metadata', 'not JSON', BAG.metadata)
  }
  const { format, version } = (value ?? {}) as { format?: unknown; version?: unknown }
  if (format !== BAG_FORMAT) refuseBag('not-ours', 'a bag of another format', BAG.metadata)
  if (Number.isSafeInteger(version) && Number(version) > BAG_VERSION)
    refuseBag('newer-version', `version ${String(version)}`, BAG.metadata)
  const parsed = bagMetadataSchema.safeParse(value)
  if (!parsed.success) refuseBag('metadata', parsed.error.issues[0]?.path.join('.') ?? '', BAG.metadata)
  return parsed.data
}

async function smallText(bag: Folder, path: string): Promise<string | undefined> {
  if ((bag.files.get(path) ?? 0) > MOST_TEXT) refuseBag('zip-too-large', 'too much text', path)
  return textOf(bag, path)
}

/** Every line as RFC 8785 text of what `parse` takes: one value has one form, so nothing can hide in another. */
async function linesAs<T>(
  bag: Folder,
  path: string,
  reason: ContentReason,
  parse: (value: unknown) => T,
): Promise<T[]> {
  const text = await smallText(bag, path)
  if (text === undefined) refuseBag(reason, 'not UTF-8', path)
  const values: T[] = []
  // one after the other: a list of all lines of a hostile file can be more than the engine survives
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from)
    const line = text.slice(from, end < 0 ? undefined : end)
    values.push(lineAs(line, parse) ?? refuseBag(reason, 'not a line of this file', `${values.length + 1}`))
    from += line.length + 1
  }
  return values
}

function lineAs<T>(line: string, parse: (value: unknown) => T): T | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return canonical(value) === line && !line.includes('"__proto__":') ? parse(value) : undefined
  } catch {
    return undefined // not JSON, too deep, or not of this shape
  }
}

/** The matter as its record tells it. Refuses a record that does not tell a matter's life. */
function stateOf(events: readonly RecordEvent[]): AnyState {
  try {
    const state = replay(events as readonly EventFact<MatterEvent>[])
    if (state) return state
  } catch {
    // an event without the content that its type has, or one that cannot follow the others
  }
  return refuseBag('record-unreadable', 'the events do not make a matter')
}

function checkMatter({ matter }: BagMetadata, state: AnyState, events: readonly RecordEvent[]): void {
  const fields = ['id', 'kind', 'number', 'title', 'status', 'author', 'createdAt', 'updatedAt'] as const
  for (const field of fields) if (matter[field] !== state[field]) disagrees(field)
  if (matter.events !== events.length) disagrees('events')
  if (matter.head !== events.at(-1)?.hash) disagrees('head')
}

const disagrees: (what: string) => never = (what) =>
  refuseBag('record-disagrees', 'the metadata say something else', what)

/** The key in the bag is the one under its checkpoints, in both of its forms. */
async function checkKey(bag: Folder, { key }: BagMetadata, checkpoints: readonly Checkpoint[]): Promise<void> {
  const file = bag.files.has(BAG.key) ? await smallText(bag, BAG.key) : undefined
  const last = checkpoints.at(-1)?.key
  if (key !== last || checkpoints.some((checkpoint) => checkpoint.key !== key))
    refuseBag('server-key', 'not the key under the checkpoints', BAG.metadata)
  if (key === undefined ? file !== undefined : file !== keyPem(key))
    refuseBag('server-key', 'not the key under the checkpoints', BAG.key)
}

async function checkFiles(bag: Folder, metadata: BagMetadata, events: readonly RecordEvent[], hasher: Hasher) {
  const told = filesTold(events)
    .map((file) => canonical(file))
    .sort()
  const listed = metadata.attachments.map(({ present: _, ...file }) => canonical(file)).sort()
  if (told.join('\n') !== listed.join('\n')) refuseBag('attachments', 'the metadata list other files than the record')
  const present = new Map(metadata.attachments.filter((file) => file.present).map((file) => [file.sha256, file]))
  const found = [...bag.files.keys()].filter((path) => path.startsWith(BAG.attachments))
  for (const path of found) {
    const sha256 = path.slice(BAG.attachments.length)
    const file = present.get(sha256)
    if (!hex64.safeParse(sha256).success || !file)
      refuseBag('attachments', 'a file that the record does not name', path)
    const [hash] = await hashesOf(bag, path, ['sha256'], hasher)
    if (hash !== sha256 || bag.files.get(path) !== file.size)
      refuseBag('attachments', 'not the file of this name', path)
  }
  if (found.length !== present.size) refuseBag('attachments', 'a file is said to be here and is not')
}
