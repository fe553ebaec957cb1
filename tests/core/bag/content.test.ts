import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inMemory } from '../../../core/bag/read/bytes.ts'
import { pureHasher } from '../../../core/bag/read/manifest.ts'
import { readBag } from '../../../core/bag/read/read.ts'
import { BagRefused, CONTENT_REASONS, type ReadReason } from '../../../core/bag/read/refusal.ts'
import { canonical } from '../../../core/record/canonical.ts'
import { redact } from '../../../core/record/redact.ts'
import { bagAround, bytes, matterFiles, sealed, zipped, type Files } from '../../support/bags/bag.ts'
import { sampleParts, sampleZip } from '../../support/bags/samples.ts'
import { zipOf } from '../../support/bags/zip.ts'
import { publicKey, sealAll, signCheckpoint, uuid } from '../../support/record.ts'

const read = (files: Files) => readBag(inMemory(zipped(files)), pureHasher)
const outcome = (files: Files) =>
  read(files).then(
    () => 'read',
    (error: unknown) => (error instanceof BagRefused ? error.reason : error),
  )

const parts = sampleParts()
const text = (files: Files, path: string) => Buffer.from(files.get(path)!).toString()

/** The sample's files with some changed; the manifests are made to fit, as whoever forges a bag would. */
function forged(changes: Record<string, string | Uint8Array | null | ((before: string) => string)>): Files {
  const files = matterFiles(parts)
  for (const [path, change] of Object.entries(changes)) {
    if (change === null) files.delete(path)
    else if (typeof change === 'function') files.set(path, bytes(change(text(files, path))))
    else files.set(path, typeof change === 'string' ? bytes(change) : change)
  }
  return sealed(files)
}

interface Metadata {
  matter: Record<string, unknown>
  [key: string]: unknown
}
const metadata = (change: (value: Metadata) => void) =>
  forged({
    'data/metadata.json': (before) => {
      const value = JSON.parse(before) as Metadata
      change(value)
      return canonical(value)
    },
  })

const [file] = [...parts.files.keys()]
const place = `data/attachments/${file}`
const other = generateKeyPairSync('ed25519').privateKey
const last = parts.events.at(-1)!

/** The sample with another record in it, which says of itself whatever its events say. */
function withRecord(events: typeof parts.events, checkpoints: typeof parts.checkpoints = []): Files {
  const files = matterFiles({ ...parts, events: parts.events, checkpoints })
  files.set('data/record.jsonl', bytes(events.map((event) => `${canonical(event)}\n`).join('')))
  return sealed(files)
}

const nonsense = sealAll(uuid(7), [{ type: 'message.posted', data: { text: 'x' } }])

const REFUSED: [what: string, reason: ReadReason, files: Files][] = [
  ['a bag of somebody else', 'not-ours', bagAround({ 'data/photo.txt': 'x' })],
  ['metadata of another format', 'not-ours', metadata((value) => (value.format = 'other'))],
  ['a version to come', 'newer-version', metadata((value) => (value.version = 2))],
  ['metadata that are not JSON', 'metadata', forged({ 'data/metadata.json': '{' })],
  ['metadata of another shape', 'metadata', metadata((value) => (value.more = 1))],
  ['metadata of version 0', 'metadata', metadata((value) => (value.version = 0))],
  ['a record with a line that is not JSON', 'record-lines', forged({ 'data/record.jsonl': (t) => t + 'x\n' })],
  ['a line written another way', 'record-lines', forged({ 'data/record.jsonl': (t) => t.replace('{', '{ ') })],
  [
    'a line with a member twice',
    'record-lines',
    forged({ 'data/record.jsonl': (t) => t.replace('{', '{"actor":"x",') }),
  ],
  ['an event of another shape', 'record-lines', forged({ 'data/record.jsonl': (t) => t.replace('"at":', '"au":') })],
  ['a record that is not UTF-8', 'record-lines', forged({ 'data/record.jsonl': Buffer.from([0xff]) })],
  ['a line of brackets', 'record-lines', forged({ 'data/record.jsonl': '['.repeat(200_000) })],
  [
    'a prototype',
    'record-lines',
    withRecord(sealAll(uuid(7), [{ type: 'message.posted', data: JSON.parse('{"__proto__":{"x":1}}') as object }])),
  ],
  ['an altered text', 'record-wrong', forged({ 'data/record.jsonl': (t) => t.replace('第1条', '第9条') })],
  ['a dropped event', 'record-wrong', withRecord(parts.events.toSpliced(3, 1))],
  ['a record cut behind its checkpoint', 'record-wrong', withRecord(parts.events.slice(0, -1), parts.checkpoints)],
  ['an event emptied without a word', 'record-wrong', withRecord(parts.events.with(3, redact(parts.events[3]!)))],
  ['a forged checkpoint', 'record-wrong', withRecord(parts.events, [{ ...signCheckpoint(last), at: 1 }])],
  [
    'a checkpoint of another record',
    'record-wrong',
    withRecord(parts.events, [signCheckpoint({ ...last, hash: 'a'.repeat(64) })]),
  ],
  ['events that make no matter', 'record-unreadable', withRecord(nonsense)],
  ['another title', 'record-disagrees', metadata((value) => (value.matter.title = '另一件事'))],
  ['another status', 'record-disagrees', metadata((value) => (value.matter.status = 'closed'))],
  ['another author', 'record-disagrees', metadata((value) => (value.matter.author = uuid(2)))],
  [
    'a number that the record does not give',
    'record-disagrees',
    metadata((value) => (value.matter.number = '2026-0001')),
  ],
  ['fewer events', 'record-disagrees', metadata((value) => (value.matter.events = 1))],
  ['another end', 'record-disagrees', metadata((value) => (value.matter.head = 'a'.repeat(64)))],
  ['another time', 'record-disagrees', metadata((value) => (value.matter.createdAt = 1))],
  ['checkpoints of another shape', 'checkpoints', forged({ 'data/checkpoints.jsonl': '{"seq":1}\n' })],
  ['another key in the metadata', 'server-key', metadata((value) => (value.key = publicKey(other)))],
  ['another key as PEM', 'server-key', forged({ 'data/server-key.pem': 'x' })],
  ['no key as PEM', 'server-key', forged({ 'data/server-key.pem': null })],
  [
    'checkpoints of two keys',
    'server-key',
    withRecord(parts.events, [signCheckpoint(parts.events[3]!, other), signCheckpoint(last)]),
  ],
  ['a swapped file', 'attachments', forged({ [place]: 'x' })],
  ['a swapped file of the same size', 'attachments', forged({ [place]: new Uint8Array(3000) })],
  ['a file that is said to be there', 'attachments', forged({ [place]: null })],
  ['a file that nobody names', 'attachments', forged({ [`data/attachments/${'a'.repeat(64)}`]: 'x' })],
  ['a file that is not named by a hash', 'attachments', forged({ 'data/attachments/x.exe': 'x' })],
  [
    'another name of a file',
    'attachments',
    metadata((value) => ((value.attachments as { name: string }[])[0]!.name = 'x.png')),
  ],
  ['a list without the file', 'attachments', metadata((value) => (value.attachments = []))],
]

describe('a matter in a bag', () => {
  it.each(REFUSED)('[SH4] %s is refused %s', async (_, reason, files) => {
    expect(await outcome(files)).toBe(reason)
  })

  it('[SH4] every reason is met', () => {
    expect(CONTENT_REASONS.filter((reason) => !REFUSED.some(([, met]) => met === reason))).toEqual([])
  })

  it('[SH4] is read with its record, checkpoints, names and files', async () => {
    const found = await readBag(inMemory(sampleZip()), pureHasher)
    expect(found.folder).toBe('档案')
    expect(found.events).toEqual(parts.events)
    expect(found.checkpoints).toEqual(parts.checkpoints)
    expect(found.metadata.names).toEqual(parts.names)
    expect(found.summary).toMatchObject({ id: uuid(7), kind: 'proposal', seq: parts.events.length })
    expect(found.verification).toMatchObject({ findings: [], signedUpTo: parts.events.length })
    expect([...found.files.files.keys()]).toContain(place)
  })

  it('[SH4] is read without checkpoints, and without the bytes of its files', async () => {
    const bare = { events: parts.events, names: {} }
    expect(await outcome(sealed(matterFiles(bare)))).toBe('read')
    expect((await read(sealed(matterFiles(bare)))).metadata.attachments).toMatchObject([{ present: false }])
  })

  it('[SH4] lies alone in its zip, in one folder', async () => {
    const bag = sealed(matterFiles(parts))
    const twice = new Map(
      [...bag].flatMap(
        ([path, content]) =>
          [
            [`a/${path}`, content],
            [`b/${path}`, content],
          ] as const,
      ),
    )
    const entries = (files: Files) => [...files].map(([name, content]) => ({ name, bytes: content }))
    const result = (files: Files) =>
      readBag(inMemory(zipOf(entries(files))), pureHasher).catch((error: BagRefused) => error.reason)
    expect(await result(twice)).toBe('several-bags')
    expect(
      await result(
        new Map([...[...bag].map(([path, content]) => [`a/${path}`, content] as const), ['b.txt', bytes('x')]]),
      ),
    ).toBe('several-bags')
    expect(await result(bag)).toBe('no-bag')
  })
})
