import { createHash } from 'node:crypto'
import type { ByteSource } from '../../core/bag/read/bytes.ts'
import type { Hasher } from '../../core/bag/read/manifest.ts'
import { readBag, type ReadBag } from '../../core/bag/read/read.ts'
import type { ReadReason } from '../../core/bag/read/refusal.ts'
import type { Report } from '../../core/record/report/report.ts'
import { reportOnBag } from './shelf-entry.ts'

/** What is wanted of a bag once all of it was checked: what it holds, or the report on it; see `reportOnBag`. */
export interface BagWork<Want extends keyof BagWorkDone = keyof BagWorkDone> {
  want: Want
  pinnedKey?: string | undefined
}
export interface BagWorkDone {
  bag: { bag: Omit<ReadBag, 'files'> }
  report: { report: Report }
}

/** The bytes of a bag that a thread needs. */
export interface Stretch {
  at: number
  length: number
}

/** What the work came to, as a thread says it. */
export type BagWorked = { done: BagWorkDone[keyof BagWorkDone] } | { refused: { reason: ReadReason; where?: string } }

/** Hashes by the system's own library, which is many times faster than those in JavaScript. */
export const nodeHasher: Hasher = (algorithm) => {
  const hash = createHash(algorithm)
  return { update: (bytes) => hash.update(bytes), hex: () => hash.digest('hex') }
}

/** Reads a zipped bag, checks all of it and does what is wanted. Throws `BagRefused`, or what `source` throws. */
export async function workOnBag<Want extends keyof BagWorkDone>(
  source: ByteSource,
  { want, pinnedKey }: BagWork<Want>,
): Promise<BagWorkDone[Want]> {
  const { files: _, ...bag } = await readBag(source, nodeHasher)
  const made = { bag: () => ({ bag }), report: () => ({ report: reportOnBag(bag, pinnedKey) }) }
  return made[want]() as BagWorkDone[Want]
}
