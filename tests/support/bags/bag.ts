import { createHash } from 'node:crypto'
import { BAG } from '../../../core/bag/layout.ts'
import type { BagMetadata } from '../../../core/bag/metadata.ts'
import { keyPem } from '../../../core/bag/pem.ts'
import { filesTold } from '../../../core/bag/told.ts'
import { canonical } from '../../../core/record/canonical.ts'
import type { Checkpoint } from '../../../core/record/checkpoint.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { replay, type MatterEvent } from '../../../core/kinds.ts'
import type { EventFact } from '../../../core/record/event.ts'
import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { summarise } from '../../../core/summary.ts'
import { zipOf } from './zip.ts'

/** Files of a bag by their paths in it. */
export type Files = Map<string, Uint8Array>

export const hashOf = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes).digest('hex')
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A bag around a payload: `data/…` paths and texts. Manifests of every algorithm named. */
export function bagAround(
  payload: Record<string, string | Uint8Array>,
  { version = '1.0', algorithms = ['sha512'], info = '', encoding = 'UTF-8' } = {},
): Files {
  const files: Files = new Map()
  for (const [path, content] of Object.entries(payload))
    files.set(path, typeof content === 'string' ? bytes(content) : content)
  files.set('bagit.txt', bytes(`BagIt-Version: ${version}\nTag-File-Character-Encoding: ${encoding}\n`))
  if (info !== '') files.set('bag-info.txt', bytes(info))
  return sealed(files, algorithms)
}

/** The same files with manifests that fit. */
export function sealed(files: Files, algorithms: readonly string[] = ['sha512']): Files {
  const kept = new Map([...files].filter(([path]) => !/^(tag)?manifest-/.test(path)))
  const lines = (algorithm: string, wanted: (path: string) => boolean) =>
    [...kept]
      .filter(([path]) => wanted(path))
      .map(([path, content]) => `${hashOf(algorithm, content)}  ${encoded(path)}\n`)
      .join('')
  for (const algorithm of algorithms)
    kept.set(`manifest-${algorithm}.txt`, bytes(lines(algorithm, (path) => path.startsWith('data/'))))
  for (const algorithm of algorithms)
    kept.set(
      `tagmanifest-${algorithm}.txt`,
      bytes(lines(algorithm, (path) => !path.startsWith('data/') && !path.startsWith('tagmanifest-'))),
    )
  return kept
}

const encoded = (path: string) =>
  path.replace(/[%\r\n]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

/** What a bag of a matter is made of. */
export interface MatterParts {
  events: readonly RecordEvent[]
  checkpoints?: readonly Checkpoint[]
  names?: Record<string, string>
  files?: ReadonlyMap<string, Uint8Array>
}

/** `data/metadata.json` as it belongs to a record. */
export function metadataFor({ events, checkpoints = [], names = {}, files = new Map() }: MatterParts): BagMetadata {
  const state = replay(events as unknown as EventFact<MatterEvent>[])
  const last = events.at(-1)
  if (!state || !last) throw new Error('no matter')
  const { id, kind, number, title, status, author, createdAt, updatedAt } = summarise(state, STANDARD_BOOK)
  const key = checkpoints.at(-1)?.key
  return {
    format: 'zx-bag',
    version: 1,
    matter: {
      ...{ id, kind, title, status, author, createdAt, updatedAt },
      ...(number === undefined ? {} : { number }),
      ...{ events: events.length, head: last.hash },
    },
    names,
    attachments: filesTold(events).map((file) => ({ ...file, present: files.has(file.sha256) })),
    ...(key === undefined ? {} : { key }),
  }
}

/** The files of a bag of a matter, before its manifests: give them to `sealed`. */
export function matterFiles(parts: MatterParts): Files {
  const { events, checkpoints = [], files = new Map<string, Uint8Array>() } = parts
  const metadata = metadataFor(parts)
  const lines = (values: readonly unknown[]) => bytes(values.map((value) => `${canonical(value)}\n`).join(''))
  return new Map<string, Uint8Array>([
    [BAG.declaration, bytes('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')],
    [BAG.info, bytes(`External-Identifier: ${metadata.matter.id}\n`)],
    [BAG.record, lines(events)],
    [BAG.checkpoints, lines(checkpoints)],
    [BAG.metadata, bytes(canonical(metadata))],
    [BAG.text, bytes(`${metadata.matter.title}\n`)],
    ...(metadata.key === undefined ? [] : [[BAG.key, bytes(keyPem(metadata.key) ?? '')] as const]),
    ...[...files].map(([sha256, content]) => [`${BAG.attachments}${sha256}`, content] as const),
  ])
}

/** A whole bag of a matter. */
export const matterBag = (parts: MatterParts): Files => sealed(matterFiles(parts))

/** A bag as a zip, in a folder of this name. */
export function zipped(files: Files, folder = 'bag'): Buffer {
  return zipOf([...files].map(([path, content]) => ({ name: `${folder}/${path}`, bytes: content })))
}
