import { createHash } from 'node:crypto'
import path from 'node:path'
import type { z } from 'zod'
import type { ReadBag } from '../../core/bag/read/read.ts'
import { shelfEntrySchema, type ShelfRelation } from '../../core/desktop/shelf.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { reportOn } from '../../core/record/report/make.ts'
import type { AttachmentOnHand, Report } from '../../core/record/report/report.ts'
import { readCovered, type Cover } from './cover.ts'
import { seal, unseal } from './envelope.ts'
import { LocalDataError } from './local-data-error.ts'
import { writeSynced } from './synced.ts'

/** What is written about a bag beside it. */
export type KeptEntry = z.output<typeof shelfEntrySchema>

const KIND = 'shelf-entry'
export const bagIn = (folder: string) => path.join(folder, 'bag.zip')
const entryIn = (folder: string) => path.join(folder, 'entry.json')

/** The line about a bag that was just read. Its id follows from the payload: packed again, a bag stays the same. */
export function entryOf(bag: Omit<ReadBag, 'files'>, name: string, size: number, takenAt: number): KeptEntry {
  const { metadata, summary, verification } = bag
  const { algorithm, hashes } = bag.bag.payload
  const lines = [...hashes].map(([file, hash]) => `${hash} ${file}\n`).sort()
  const id = createHash('sha256')
    .update(`${algorithm}\n${lines.join('')}`)
    .digest('hex')
    .slice(0, 32)
  const present = metadata.attachments.filter((file) => file.present).length
  return {
    id,
    summary,
    head: metadata.matter.head,
    signedUpTo: verification.signedUpTo,
    ...(metadata.key === undefined ? {} : { key: metadata.key }),
    takenAt,
    name: name.slice(0, 300),
    size,
    attachments: { listed: metadata.attachments.length, present },
  }
}

/** Writes the line into a room, as it is to lie in a bag's place. */
export async function writeEntry(room: string, entry: KeptEntry, place: string, cover: Cover): Promise<void> {
  const text = seal(KIND, 1, JSON.stringify(entry))
  await writeSynced(entryIn(room), await cover.wrap(entryIn(place), text))
}

/**
 * The report on a bag whose files were checked just now. The key that the owner's server has is asked for only where the
 * bag carries it: a bag of another server is no worse for that, and says so elsewhere.
 */
export function reportOnBag({ metadata, events, checkpoints }: Omit<ReadBag, 'files'>, pinnedKey?: string): Report {
  const attachments = metadata.attachments.map(({ sha256, size, present }): AttachmentOnHand => ({
    sha256,
    size,
    found: present ? 'good' : 'absent',
  }))
  const known = metadata.key === pinnedKey ? { pinnedKey } : {}
  return reportOn({ matter: metadata.matter.id, events, checkpoints, attachments, ...known })
}

/** The line as it was written; `undefined` when it is not there or not whole. Throws `locked`. */
export async function readEntry(folder: string, cover?: Cover): Promise<KeptEntry | undefined> {
  const bytes = await readCovered(entryIn(folder), cover).catch((error: unknown) => {
    if (error instanceof LocalDataError) throw error
    return ''
  })
  const unsealed = unseal(bytes.toString('utf8'), KIND)
  if (unsealed.state !== 'good') return undefined
  const parsed = shelfEntrySchema.safeParse(JSON.parse(unsealed.body))
  return parsed.success ? parsed.data : undefined
}

/** How one copy of a record stands to another of the same matter, by the hashes of their events. */
export function compare(one: readonly RecordEvent[], other: readonly RecordEvent[]): Omit<ShelfRelation, 'to'> {
  const shorter = Math.min(one.length, other.length)
  for (let n = 0; n < shorter; n++) if (one[n]?.hash !== other[n]?.hash) return { relation: 'diverged', seq: n + 1 }
  if (one.length === other.length) return { relation: 'same', seq: shorter }
  return { relation: one.length > other.length ? 'newer' : 'older', seq: shorter }
}
