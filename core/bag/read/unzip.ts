import { Inflate } from 'fflate'
import type { ByteSource } from './bytes.ts'
import { Crc32 } from './crc32.ts'
import type { Folder } from './folder.ts'
import { refuseBag } from './refusal.ts'
import { readDirectory, ZIP_LIMITS, type ZipLimits } from './zip-directory.ts'
import { locate, locateOne, type Located } from './zip-local.ts'

const PIECE = 64 * 1024
// A piece of packed bytes can grow a thousandfold before it can be looked at.
const PACKED_PIECE = 8 * 1024

/**
 * The files of a zip that nobody vouches for, as a folder. Names, kinds, sizes and places are checked before it
 * answers; the bytes of a file are checked while they are read, never more of them than was said. Nothing is written
 * anywhere. Throws `BagRefused` with one of `ZIP_REASONS`.
 */
export async function unzip(source: ByteSource, limits: ZipLimits = ZIP_LIMITS): Promise<Folder> {
  const located = await locate(source, await readDirectory(source, limits))
  const files = new Map(located.filter(({ name }) => !name.endsWith('/')).map((entry) => [entry.name, entry]))
  for (const entry of located) if (entry.name.endsWith('/')) for await (const _ of bytesOf(source, entry)) void _
  return {
    files: new Map([...files].map(([name, { size }]) => [name, size])),
    read: (path) => bytesOf(source, files.get(path) ?? refuseBag('file-missing', 'no such file', path)),
  }
}

/**
 * The same without a look at the files that nobody asks for: only the directory is read, then each file where it lies.
 * For a zip that `unzip` has passed before; what is read is checked as there.
 */
export async function unzipSome(source: ByteSource, limits: ZipLimits = ZIP_LIMITS): Promise<Folder> {
  const directory = await readDirectory(source, limits)
  const files = new Map(directory.entries.filter(({ name }) => !name.endsWith('/')).map((entry) => [entry.name, entry]))
  return {
    files: new Map([...files].map(([name, { size }]) => [name, size])),
    async *read(path) {
      const entry = files.get(path) ?? refuseBag('file-missing', 'no such file', path)
      yield* bytesOf(source, await locateOne(source, entry, directory.at))
    },
  }
}

async function* bytesOf(source: ByteSource, entry: Located): AsyncGenerator<Uint8Array> {
  const crc = new Crc32()
  let size = 0
  for await (const piece of entry.method === 'stored' ? stored(source, entry) : inflated(source, entry)) {
    size += piece.length
    if (size > entry.size) refuseBag('zip-bomb', 'an entry holds more than it says', entry.name)
    crc.update(piece)
    yield piece
  }
  if (size !== entry.size || crc.value !== entry.crc) refuseBag('zip-damaged', 'its checksum does not fit', entry.name)
}

async function* stored(source: ByteSource, { from, packed }: Located): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < packed; at += PIECE) yield source.read(from + at, Math.min(PIECE, packed - at))
}

async function* inflated(source: ByteSource, { from, packed, name }: Located): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  const inflate = new Inflate((piece) => void ready.push(piece))
  for (let at = 0; at < packed; at += PIECE) {
    const bytes = await source.read(from + at, Math.min(PIECE, packed - at))
    for (let n = 0; n < bytes.length; n += PACKED_PIECE) {
      try {
        inflate.push(bytes.slice(n, n + PACKED_PIECE), at + n + PACKED_PIECE >= packed)
      } catch {
        refuseBag('zip-damaged', 'it cannot be unpacked', name)
      }
      yield* ready
      ready = []
    }
  }
  if (packed === 0) refuseBag('zip-damaged', 'it cannot be unpacked', name)
}
