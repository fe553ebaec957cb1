import { createHash, createHmac, randomBytes, scrypt } from 'node:crypto'

/** How costly guessing is made: RFC 7914's N (as its power of two), r and p. */
export interface Cost {
  logN: number
  r: number
  p: number
}

/** N = 2^17, r = 8, p = 1: some 128 MiB and half a second for each guess. */
export const COST: Cost = { logN: 17, r: 8, p: 1 }

export const SEAL_VERSION = 1
/** Plain bytes in a chunk; only the last may hold fewer. */
export const CHUNK_BYTES = 64 * 1024
export const TAG_BYTES = 16

const MAGIC = Buffer.from('ZXBAG\r\n\x1a', 'latin1')
const SALT_BYTES = 32
const PREFIX_BYTES = 7
const CHECK_BYTES = 32
const KEYED_BYTES = MAGIC.length + 4 + 4 + SALT_BYTES + PREFIX_BYTES
/** Magic, version, N, r, p, chunk size, salt, nonce prefix, key check, checksum; docs/design.md has the table. */
export const HEADER_BYTES = KEYED_BYTES + CHECK_BYTES + CHECK_BYTES

// A stranger's header must not ask for more memory or time than this.
const MOST: Cost = { logN: 20, r: 16, p: 4 }
const MOST_MEMORY = 512 * 1024 * 1024

/** What a header turned out to be. `key` opens the chunks, whose additional data is the whole header. */
export type Opened =
  | { state: 'opened'; key: Buffer; prefix: Buffer }
  | { state: 'not-sealed' | 'damaged' | 'newer-version' | 'wrong-passphrase' }

/** A fresh header, and the key that goes with it. `cost` is lower in tests only. */
export async function makeHeader(passphrase: string, cost: Cost = COST) {
  const head = Buffer.alloc(MAGIC.length + 8)
  MAGIC.copy(head)
  head.set([SEAL_VERSION, cost.logN, cost.r, cost.p], MAGIC.length)
  head.writeUInt32BE(CHUNK_BYTES, MAGIC.length + 4)
  const [salt, prefix] = [randomBytes(SALT_BYTES), randomBytes(PREFIX_BYTES)]
  const keyed = Buffer.concat([head, salt, prefix])
  const { key, check } = await keysOf(passphrase, salt, cost)
  const checked = Buffer.concat([keyed, keyCheck(check, keyed)])
  return { header: Buffer.concat([checked, sha256(checked)]), key, prefix }
}

/** True when a file that begins so is meant to be a sealed one, whatever its condition. */
export function looksSealed(start: Uint8Array): boolean {
  return MAGIC.every((byte, i) => start[i] === byte)
}

/**
 * Reads a header. The checksum tells damage from a wrong passphrase; the key check, which needs the passphrase, tells
 * a header that somebody rewrote. Asks for at most 512 MiB.
 */
export async function openHeader(header: Buffer, passphrase: string): Promise<Opened> {
  if (!looksSealed(header)) return { state: 'not-sealed' }
  if ((header[MAGIC.length] ?? 0) > SEAL_VERSION) return { state: 'newer-version' }
  if (header.length !== HEADER_BYTES) return { state: 'damaged' }
  const checked = header.subarray(0, -CHECK_BYTES)
  if (!sha256(checked).equals(header.subarray(-CHECK_BYTES))) return { state: 'damaged' }
  const [version, logN = 0, r = 0, p = 0] = header.subarray(MAGIC.length)
  const keyed = header.subarray(0, KEYED_BYTES)
  const sane = logN >= 1 && logN <= MOST.logN && r >= 1 && r <= MOST.r && p >= 1 && p <= MOST.p
  const affordable = sane && memoryOf({ logN, r, p }) <= MOST_MEMORY
  if (version !== SEAL_VERSION || !affordable || header.readUInt32BE(MAGIC.length + 4) !== CHUNK_BYTES)
    return { state: 'damaged' }
  const salt = keyed.subarray(MAGIC.length + 8, -PREFIX_BYTES)
  const { key, check } = await keysOf(passphrase, salt, { logN, r, p })
  if (!keyCheck(check, keyed).equals(checked.subarray(-CHECK_BYTES))) return { state: 'wrong-passphrase' }
  return { state: 'opened', key, prefix: Buffer.from(keyed.subarray(-PREFIX_BYTES)) }
}

/** The nonce of a chunk (as in the STREAM construction): the prefix, its number from 0, and whether it is the last. */
export function chunkNonce(prefix: Buffer, n: number, last: boolean): Buffer {
  const tail = Buffer.alloc(5)
  tail.writeUInt32BE(n)
  tail[4] = last ? 1 : 0
  return Buffer.concat([prefix, tail])
}

/** The passphrase in Unicode's composed form, so that every keyboard gives the same bytes. */
function keysOf(passphrase: string, salt: Buffer, cost: Cost): Promise<{ key: Buffer; check: Buffer }> {
  const options = { N: 2 ** cost.logN, r: cost.r, p: cost.p, maxmem: memoryOf(cost) + 64 * 1024 * 1024 }
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFC'), salt, 64, options, (error, both) =>
      error ? reject(error) : resolve({ key: both.subarray(0, 32), check: both.subarray(32) }),
    ),
  )
}

const memoryOf = ({ logN, r, p }: Cost) => 128 * r * (2 ** logN + p)
const keyCheck = (key: Buffer, bytes: Buffer) => createHmac('sha256', key).update(bytes).digest()
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest()
