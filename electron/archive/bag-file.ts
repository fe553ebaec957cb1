import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { ByteSource } from '../../core/bag/read/bytes.ts'
import type { Hasher } from '../../core/bag/read/manifest.ts'
import { readBag, type ReadBag } from '../../core/bag/read/read.ts'
import { BagRefused } from '../../core/bag/read/refusal.ts'
import type { ShelfRefusal } from '../../core/desktop/shelf.ts'
import { asDiskError } from './local-data-error.ts'

const nodeHasher: Hasher = (algorithm) => {
  const hash = createHash(algorithm)
  return { update: (bytes) => hash.update(bytes), hex: () => hash.digest('hex') }
}

/** A bag that was read from its file, or why it was not. */
export type BagInFile = { ok: true; bag: Omit<ReadBag, 'files'>; size: number } | ShelfRefusal

/** Reads a zipped bag from the disk and checks all of it; see `readBag`. Throws `disk` where the file cannot be read. */
export async function readBagFile(file: string): Promise<BagInFile> {
  try {
    const handle = await open(file, 'r')
    try {
      const { size } = await handle.stat()
      const source: ByteSource = {
        size,
        async read(at, length) {
          const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, at)
          if (bytesRead !== length) throw new BagRefused('zip-damaged', 'the file ends early')
          return buffer
        },
      }
      const { files: _, ...bag } = await readBag(source, nodeHasher)
      return { ok: true, bag, size }
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof BagRefused) return refusalOf(error)
    throw asDiskError(error, file)
  }
}

function refusalOf({ reason, where }: BagRefused): ShelfRefusal {
  return { ok: false, reason, ...(where === undefined ? {} : { where: where.slice(0, 200) }) }
}
