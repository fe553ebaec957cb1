import { strToU8 } from 'fflate'
import { replay, type AnyState, type MatterEvent } from '../kinds.ts'
import { canonical } from '../record/canonical.ts'
import type { Checkpoint } from '../record/checkpoint.ts'
import type { EventFact, RecordEvent } from '../record/event.ts'
import { catalogueOf } from './catalogue.ts'
import { dayOf } from './day.ts'
import { BAG } from './layout.ts'
import { inOrder } from './manifest.ts'
import { BAG_FORMAT, BAG_VERSION, type BagMetadata } from './metadata.ts'
import { htmlOf } from './page/html.ts'
import { matterSheet } from './page/matter-sheet.ts'
import { textOf } from './page/text.ts'
import { KIND_WORDS } from './page/words.ts'
import { keyPem } from './pem.ts'
import { BagError, type BagFile, type BagSource } from './source.ts'
import { filesTold, namesTold } from './told.ts'
import { wordOf } from './word.ts'

/** A bag that only needs its manifests: its folder, its payload by path, and `bag-info.txt` and `bagit.txt`. */
export interface Bag {
  matter: string
  number?: string
  title: string
  payload: readonly BagFile[]
  tags: readonly BagFile[]
}

/**
 * Lays the bag of one matter out. Nothing but its arguments goes into it, so the same record, names and files give the
 * same bag. Throws `no-record` for a record that is empty or does not fold.
 */
export function layOut(source: BagSource): Bag {
  const { matter, events } = source
  const state = folded(source)
  const checkpoints = [...source.checkpoints].sort(
    (a, b) => a.seq - b.seq || a.at - b.at || inOrder(a.signature, b.signature),
  )
  const names = namesTold(events, source.names)
  const files = filesTold(events).map((file) => ({ ...file, present: source.files.has(file.sha256) }))
  const signedUpTo = Math.max(0, ...checkpoints.map(({ seq }) => seq).filter((seq) => seq <= events.length))
  const sheet = matterSheet({ state, events, names, files, signedUpTo })
  const key = checkpoints.at(-1)?.key
  const metadata = metadataOf(state, events, names, files, key)
  const pem = key === undefined ? undefined : keyPem(key)
  const texts: (readonly [path: string, text: string])[] = [
    [BAG.record, jsonLines(events)],
    [BAG.checkpoints, jsonLines(checkpoints)],
    ...(pem === undefined ? [] : [[BAG.key, pem] as const]),
    [BAG.page, htmlOf(sheet)],
    [BAG.text, textOf(sheet)],
    [BAG.metadata, `${canonical(metadata)}\n`],
  ]
  const payload: BagFile[] = [
    ...texts.map(([path, text]) => textFile(path, text)),
    ...wordMinutes(state),
    ...files.flatMap(({ sha256, size }): BagFile[] => {
      const read = source.files.get(sha256)
      return read ? [{ path: `${BAG.attachments}${sha256}`, size, read, sha256 }] : []
    }),
  ]
  payload.push(textFile(BAG.catalogue, catalogueOf(metadata, payload)))
  payload.sort((a, b) => inOrder(a.path, b.path))
  return {
    matter,
    ...(state.number === undefined ? {} : { number: state.number }),
    title: state.title,
    payload,
    tags: [
      textFile(BAG.info, infoText(metadata, payload)),
      textFile(BAG.declaration, 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'),
    ],
  }
}

/** What names a bag before it is laid out. Throws as `layOut` does. */
export function headingOf(source: Pick<BagSource, 'matter' | 'events'>): Pick<AnyState, 'kind' | 'number' | 'title'> {
  const { kind, number, title } = folded(source)
  return { kind, title, ...(number === undefined ? {} : { number }) }
}

/** A file of a bag with this text in UTF-8. */
export function textFile(path: string, text: string): BagFile {
  const bytes = strToU8(text)
  return { path, size: bytes.length, bytes }
}

function folded({ matter, events }: Pick<BagSource, 'matter' | 'events'>): AnyState {
  const first = events[0]
  if (!first) throw new BagError('no-record', `nothing is kept of ${matter}`)
  try {
    const state = replay(events as readonly EventFact<MatterEvent>[])
    if (state) return state
  } catch (error) {
    throw new BagError('no-record', `the record of ${matter} does not fold: ${String(error)}`)
  }
  throw new BagError('no-record', `the record of ${matter} tells nothing`)
}

const jsonLines = (items: readonly (RecordEvent | Checkpoint)[]): string =>
  items.map((item) => `${canonical(item)}\n`).join('')

function metadataOf(
  { id, kind, number, title, status, author, createdAt, updatedAt }: AnyState,
  events: readonly RecordEvent[],
  names: Record<string, string>,
  attachments: BagMetadata['attachments'],
  key: string | undefined,
): BagMetadata {
  const head = events.at(-1)?.hash ?? ''
  const numbered = number === undefined ? {} : { number }
  return {
    format: BAG_FORMAT,
    version: BAG_VERSION,
    matter: { id, kind, ...numbered, title, status, author, createdAt, updatedAt, events: events.length, head },
    names,
    attachments,
    ...(key === undefined ? {} : { key }),
  }
}

/** The minutes of a session as Word has them, once there are any. */
function wordMinutes(state: AnyState): BagFile[] {
  if (state.kind !== 'consultation' || !state.minutes) return []
  const { text, confirmed, settled } = state.minutes
  const note = settled
    ? `（本纪要已定稿，${confirmed.length} 人确认。）`
    : `（本纪要尚未定稿，${confirmed.length} 人已确认。）`
  const bytes = wordOf(text, note)
  return [{ path: BAG.word, size: bytes.length, bytes }]
}

/** `bag-info.txt`. Nothing in it comes from a clock: the bag is dated by the last event, in China's time. */
function infoText({ matter }: BagMetadata, payload: readonly BagFile[]): string {
  const octets = payload.reduce((sum, { size }) => sum + size, 0)
  const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
  const fields: (readonly [name: string, value: string])[] = [
    ['Source-Organization', '智慧政协'],
    ['External-Identifier', matter.id],
    ...(matter.number === undefined ? [] : [['Internal-Sender-Identifier', matter.number] as const]),
    ['External-Description', oneLine(`${KIND_WORDS[matter.kind]}：${matter.title}`)],
    ['Bagging-Date', dayOf(matter.updatedAt)],
    ['Payload-Oxum', `${octets}.${payload.length}`],
    ['Bag-Software-Agent', `智慧政协 ${BAG_FORMAT}/${BAG_VERSION}`],
  ]
  return fields.map(([name, value]) => `${name}: ${value}\n`).join('')
}
