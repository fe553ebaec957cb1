import type { FileHandle } from 'node:fs/promises'
import { readFile } from 'node:fs/promises'
import type { ByteSource } from '../../core/bag/read/bytes.ts'

/**
 * How the content of files lies on the disk. A file is named by its path; its last good copy, its temporary file and
 * what was set aside of it count as the same.
 */
export interface Cover {
  /** The bytes for the disk. Asked for inside `alone`. Throws `locked`. */
  wrap(file: string, content: string | Uint8Array): Promise<string | Uint8Array>
  /** The content of bytes from the disk, whichever form they have. Throws `locked` and `Altered`. */
  open(file: string, bytes: Buffer): Promise<Buffer>
  /** The same for a file too large to be held. */
  source(file: string, handle: FileHandle): Promise<ByteSource>
  /** Gives a plain file the form that it is to have under another name. Asked for inside `alone` of that name. */
  give(file: string, as: string): Promise<void>
  /** Runs a change of a file while nothing else changes it. */
  alone<Result>(file: string, run: () => Promise<Result>): Promise<Result>
}

/** The bytes under the cover are not those that were put there, or are those of another file. */
export class Altered extends Error {}

/** Content as it is. */
export const PLAIN: Cover = {
  wrap: async (_file, content) => content,
  open: async (_file, bytes) => bytes,
  source: async (_file, handle) => plainSource(handle),
  give: async () => undefined,
  alone: (_file, run) => run(),
}

/** The content of a file. Throws what reading throws, `locked` and `Altered`. */
export async function readCovered(file: string, cover: Cover = PLAIN): Promise<Buffer> {
  return cover.open(file, await readFile(file))
}

/** The bytes of an open file as they lie there; throws `Altered` when it ends before what is asked for. */
export async function plainSource(handle: FileHandle): Promise<ByteSource> {
  const { size } = await handle.stat()
  return {
    size,
    async read(at, length) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, at)
      if (bytesRead !== length) throw new Altered('the file ends early')
      return buffer
    },
  }
}
