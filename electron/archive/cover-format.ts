import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { ByteSource } from '../../core/bag/read/bytes.ts'
import { Altered } from './cover.ts'
import { LocalDataError } from './local-data-error.ts'
import { chunkNonce, CHUNK_BYTES, TAG_BYTES } from './seal-header.ts'
import { chunksOf } from './sealed-file.ts'

/** Bytes of an owner's key. */
export const KEY_BYTES = 32

const MAGIC = Buffer.from('ZXREST\r\n', 'latin1')
const VERSION = 1
const SALT_BYTES = 32
/** Magic, version, salt; then AES-256-GCM chunks of 64 KiB, each followed by its tag. */
export const COVER_BYTES = MAGIC.length + 1 + SALT_BYTES
const COVERED_CHUNK = CHUNK_BYTES + TAG_BYTES

/** True when a file that begins so is encrypted, whatever its condition. */
export function isCovered(start: Uint8Array): boolean {
  return MAGIC.every((byte, i) => start[i] === byte)
}

/** The same of an open file; false without one. */
export async function startsCovered(handle: FileHandle | undefined): Promise<boolean> {
  if (!handle) return false
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(COVER_BYTES), 0, COVER_BYTES, 0)
  return isCovered(buffer.subarray(0, bytesRead))
}

/** Content under the owner's key. Each time a key of its own is made, of a fresh salt and the file's role. */
export function encryptBytes(key: Buffer, role: string, content: Uint8Array): Buffer {
  const { header, seal } = sealer(key, role)
  const parts: Buffer[] = [header]
  const last = Math.max(0, Math.ceil(content.length / CHUNK_BYTES) - 1)
  for (let n = 0; n <= last; n++)
    parts.push(seal(n, content.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES), n === last))
  return Buffer.concat(parts)
}

/** The same, piece by piece. */
export async function* encryptPieces(key: Buffer, role: string, pieces: AsyncIterable<Uint8Array>) {
  const { header, seal } = sealer(key, role)
  yield header
  let n = 0
  for await (const { bytes, last } of chunksOf(pieces)) yield seal(n++, bytes, last)
}

/** What `encryptBytes` was given. Throws `Altered`, and `newer-version` for a layout that is not known yet. */
export function decryptBytes(key: Buffer, role: string, bytes: Buffer): Buffer {
  const { chunk, last } = opener(key, role, bytes.subarray(0, COVER_BYTES), bytes.length)
  const parts: Buffer[] = []
  for (let n = 0; n <= last; n++) {
    const from = COVER_BYTES + n * COVERED_CHUNK
    parts.push(chunk(n, bytes.subarray(from, from + COVERED_CHUNK)))
  }
  return Buffer.concat(parts)
}

/** The content under the cover as a source of its own: only the chunks asked for are read. Throws as `decryptBytes`. */
export async function decryptSource(key: Buffer, role: string, covered: ByteSource): Promise<ByteSource> {
  const header = Buffer.from(await covered.read(0, Math.min(COVER_BYTES, covered.size)))
  const { chunk, last, size } = opener(key, role, header, covered.size)
  let held: { n: number; bytes: Buffer } | undefined
  const chunkAt = async (n: number) => {
    if (held?.n === n) return held.bytes
    const from = COVER_BYTES + n * COVERED_CHUNK
    const bytes = chunk(n, Buffer.from(await covered.read(from, Math.min(COVERED_CHUNK, covered.size - from))))
    held = { n, bytes }
    return bytes
  }
  return {
    size,
    async read(at, length) {
      if (at < 0 || at + length > size) throw new Altered('the file ends early')
      const parts: Buffer[] = []
      for (let n = Math.floor(at / CHUNK_BYTES); n <= last && n * CHUNK_BYTES < at + length; n++) {
        const start = n * CHUNK_BYTES
        parts.push((await chunkAt(n)).subarray(Math.max(0, at - start), at + length - start))
      }
      return Buffer.concat(parts)
    },
  }
}

function sealer(key: Buffer, role: string) {
  const header = Buffer.concat([MAGIC, Buffer.of(VERSION), randomBytes(SALT_BYTES)])
  const own = keyOf(key, role, header)
  return {
    header,
    seal(n: number, bytes: Uint8Array, last: boolean): Buffer {
      const cipher = createCipheriv('aes-256-gcm', own.key, chunkNonce(own.prefix, n, last)).setAAD(own.aad)
      return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
    },
  }
}

/** `size`: of the content. `last`: the number of the last chunk, which there always is. */
function opener(key: Buffer, role: string, header: Buffer, whole: number) {
  const version = header[MAGIC.length] ?? 0
  if (version > VERSION) throw new LocalDataError('newer-version', `${role} was encrypted by a newer version`)
  const body = whole - COVER_BYTES
  const last = Math.max(0, Math.ceil(body / COVERED_CHUNK) - 1)
  const size = body - (last + 1) * TAG_BYTES
  if (version !== VERSION || size < last * CHUNK_BYTES) throw new Altered('it is cut')
  const own = keyOf(key, role, header)
  return {
    last,
    size,
    chunk(n: number, bytes: Buffer): Buffer {
      if (bytes.length < TAG_BYTES) throw new Altered('it is cut')
      const nonce = chunkNonce(own.prefix, n, n === last)
      const decipher = createDecipheriv('aes-256-gcm', own.key, nonce, { authTagLength: TAG_BYTES })
      decipher.setAAD(own.aad).setAuthTag(bytes.subarray(-TAG_BYTES))
      const content = decipher.update(bytes.subarray(0, -TAG_BYTES))
      try {
        decipher.final()
      } catch {
        throw new Altered('it was altered, or belongs elsewhere')
      }
      return content
    },
  }
}

function keyOf(key: Buffer, role: string, header: Buffer) {
  const made = Buffer.from(
    hkdfSync('sha256', key, header.subarray(MAGIC.length + 1), `zx at rest ${role}`, KEY_BYTES + 7),
  )
  return {
    key: made.subarray(0, KEY_BYTES),
    prefix: made.subarray(KEY_BYTES),
    aad: Buffer.concat([header, Buffer.from(role)]),
  }
}
