import { createCipheriv, createDecipheriv } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rm, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { asDiskError, LocalDataError } from './local-data-error.ts'
import {
  chunkNonce,
  CHUNK_BYTES,
  COST,
  HEADER_BYTES,
  looksSealed,
  makeHeader,
  openHeader,
  TAG_BYTES,
  type Cost,
} from './seal-header.ts'
import { replace, syncDirectory } from './synced.ts'

/** The ending of a bag under a passphrase. */
export const SEALED_ENDING = '.zxbag'

/**
 * Why a sealed file was not opened. `not-sealed`: not such a file; `damaged`: cut, altered or put together from pieces;
 * `newer-version`: written by a later version of the program.
 */
export type UnsealRefusal = 'not-sealed' | 'damaged' | 'newer-version' | 'wrong-passphrase'

/** Bytes to seal: a file by its path, or pieces as they come. */
export type PlainSource = string | AsyncIterable<Uint8Array>

/**
 * Writes bytes under a passphrase: AES-256-GCM in chunks, key by scrypt. The file is there whole, on the disk, when
 * this resolves, or not at all. Throws `invalid` for an empty passphrase and `disk` where it cannot be written.
 */
export async function sealFile(from: PlainSource, to: string, passphrase: string, cost: Cost = COST): Promise<void> {
  if (passphrase === '') throw new LocalDataError('invalid', 'the passphrase is empty')
  const { header, key, prefix } = await makeHeader(passphrase, cost)
  await writeWhole(to, async (out) => {
    await out.writeFile(header)
    let n = 0
    for await (const { bytes, last } of chunksOf(typeof from === 'string' ? createReadStream(from) : from)) {
      const cipher = createCipheriv('aes-256-gcm', key, chunkNonce(prefix, n++, last)).setAAD(header)
      await out.writeFile(Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]))
    }
    return true
  })
}

/**
 * Writes what a sealed file holds to `to`, once every byte of it has been found right; until then, and when it is
 * refused, nothing is there. The sealed file is only read. Throws `disk`.
 */
export async function unsealFile(
  from: string,
  to: string,
  passphrase: string,
): Promise<{ ok: true } | { ok: false; reason: UnsealRefusal }> {
  const input = await open(from, 'r').catch((error) => failed(error, from))
  try {
    const header = await readFully(input, HEADER_BYTES)
    const opened = await openHeader(header, passphrase)
    if (opened.state !== 'opened') return { ok: false, reason: opened.state }
    const whole = await writeWhole(to, (out) => decipher(input, out, header, opened.key, opened.prefix))
    return whole ? { ok: true } : { ok: false, reason: 'damaged' }
  } finally {
    await input.close()
  }
}

/** True when a file begins as a sealed one does. Throws `disk` when it cannot be read. */
export async function isSealed(file: string): Promise<boolean> {
  const input = await open(file, 'r').catch((error) => failed(error, file))
  try {
    return looksSealed(await readFully(input, 16))
  } finally {
    await input.close()
  }
}

/** False as soon as a chunk is not as it was sealed, or the last one is missing or followed by something. */
async function decipher(input: FileHandle, out: FileHandle, header: Buffer, key: Buffer, prefix: Buffer) {
  let piece = await readFully(input, CHUNK_BYTES + TAG_BYTES)
  for (let n = 0; ; n++) {
    const next = await readFully(input, CHUNK_BYTES + TAG_BYTES)
    const last = next.length === 0
    if (piece.length < TAG_BYTES) return false
    const decipher = createDecipheriv('aes-256-gcm', key, chunkNonce(prefix, n, last), { authTagLength: TAG_BYTES })
    decipher.setAAD(header).setAuthTag(piece.subarray(-TAG_BYTES))
    const bytes = decipher.update(piece.subarray(0, -TAG_BYTES))
    try {
      decipher.final()
    } catch {
      return false
    }
    await out.writeFile(bytes)
    if (last) return true
    piece = next
  }
}

/** The bytes again in chunks of the same size; there is always a last one, be it empty. */
export async function* chunksOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let held = Buffer.alloc(0)
  for await (const piece of pieces) {
    held = held.length === 0 ? Buffer.from(piece) : Buffer.concat([held, piece])
    while (held.length > CHUNK_BYTES) {
      yield { bytes: held.subarray(0, CHUNK_BYTES), last: false }
      held = held.subarray(CHUNK_BYTES)
    }
  }
  yield { bytes: held, last: true }
}

/** Fills a file beside its place and renames it there when `fill` says that it is right; else nothing stays. */
export async function writeWhole(to: string, fill: (out: FileHandle) => Promise<boolean>): Promise<boolean> {
  const fresh = `${to}.tmp`
  try {
    const out = await open(fresh, 'w', 0o600)
    let right = false
    try {
      right = await fill(out)
      if (right) await out.sync()
    } finally {
      await out.close()
    }
    if (right) {
      await replace(fresh, to)
      await syncDirectory(path.dirname(to))
    } else await rm(fresh, { force: true })
    return right
  } catch (error) {
    await rm(fresh, { force: true }).catch(() => undefined)
    throw asDiskError(error, to)
  }
}

/** The next `size` bytes from where the file was last read, fewer only at its end. */
async function readFully(input: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size)
  let filled = 0
  while (filled < size) {
    const { bytesRead } = await input.read(bytes, filled, size - filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}

function failed(error: unknown, file: string): never {
  throw new LocalDataError('disk', `${file} could not be read`, { cause: error })
}
