import { mkdir, open, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ByteSource } from '../../core/bag/read/bytes.ts'
import { below, type Folder } from '../../core/bag/read/folder.ts'
import { onlyFolder, type ReadBag } from '../../core/bag/read/read.ts'
import { BagRefused } from '../../core/bag/read/refusal.ts'
import { bagsIn, cutOut } from '../../core/bag/read/several.ts'
import { unzipSome } from '../../core/bag/read/unzip.ts'
import type { ShelfRefusal } from '../../core/desktop/shelf.ts'
import type { Report } from '../../core/record/report/report.ts'
import { Altered, PLAIN, type Cover } from './cover.ts'
import { asDiskError } from './local-data-error.ts'
import { workAside } from './read-aside.ts'
import { bagIn } from './shelf-entry.ts'

/** A bag that was read from its file, or why it was not. */
export type BagInFile = { ok: true; bag: Omit<ReadBag, 'files'>; size: number } | ShelfRefusal

/** Reads a zipped bag from the disk and checks all of it; see `readBag`. Throws `disk` where the file cannot be read. */
export function readBagFile(file: string, cover?: Cover): Promise<BagInFile> {
  return over(file, cover, async (source) => {
    const done = await workAside(source, { want: 'bag' })
    return { ok: true, bag: done.bag, size: source.size }
  })
}

/** The report on a zipped bag from its bytes on the disk; see `reportOnBag`. Throws `disk`. */
export function reportOnBagFile(
  file: string,
  pinnedKey: string | undefined,
  cover?: Cover,
): Promise<{ ok: true; report: Report } | ShelfRefusal> {
  return over(file, cover, async (source) => {
    const { report } = await workAside(source, { want: 'report', pinnedKey })
    return { ok: true, report }
  })
}

/**
 * Opens a bag that was checked as a whole before, to read some of its files: no others are looked at. Throws `disk`
 * where the file cannot be read.
 */
export function lookIntoBag<Result>(
  file: string,
  cover: Cover | undefined,
  run: (bag: Folder) => Promise<Result>,
): Promise<Result | ShelfRefusal> {
  return over(file, cover, async (source) => {
    const zip = await unzipSome(source)
    return run(below(zip, onlyFolder(zip)))
  })
}

/**
 * Gives every bag in a zip a folder of its own in `room`, where it lies alone as `bag.zip`. The zip itself is used up.
 * Throws `disk`.
 */
export function splitBags(whole: string, room: string): Promise<{ ok: true; rooms: string[] } | ShelfRefusal> {
  return over(whole, PLAIN, async (source) => {
    const { folders, entries } = await bagsIn(source)
    const rooms: string[] = []
    for (const [n, folder] of folders.entries()) {
      const own = path.join(room, String(n))
      await mkdir(own)
      if (folders.length === 1) await rename(whole, bagIn(own))
      else await writeFile(bagIn(own), cutOut(source, entries, folder))
      rooms.push(own)
    }
    return { ok: true, rooms }
  })
}

/** Opens a file as a source of bytes. A refusal is an answer; what else goes wrong is the disk's. */
async function over<Result>(
  file: string,
  cover: Cover | undefined,
  run: (source: ByteSource) => Promise<Result>,
): Promise<Result | ShelfRefusal> {
  try {
    const handle = await open(file, 'r')
    try {
      return await run(await (cover ?? PLAIN).source(file, handle))
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof BagRefused) return refusalOf(error)
    if (error instanceof Altered) return { ok: false, reason: 'zip-damaged' }
    throw asDiskError(error, file)
  }
}

function refusalOf({ reason, where }: BagRefused): ShelfRefusal {
  return { ok: false, reason, ...(where === undefined ? {} : { where: where.slice(0, 200) }) }
}
