import { ed25519 } from '@noble/curves/ed25519.js'
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonical } from './canonical.ts'

/**
 * The server's signed word that a record stood at `seq` with `hash` at time `at` (ms UTC).
 * `key` is the public key as base64 of its SPKI DER form (RFC 8410); `signature` is base64.
 */
export interface Checkpoint {
  matter: string
  seq: number
  hash: string
  at: number
  alg: 'ed25519'
  key: string
  signature: string
}

/** The text under the signature: JCS(the checkpoint without `signature`). */
export function checkpointText(checkpoint: Omit<Checkpoint, 'signature'>): string {
  const { matter, seq, hash, at, alg, key } = checkpoint
  return canonical({ matter, seq, hash, at, alg, key })
}

// RFC 8410: SEQUENCE { SEQUENCE { OID 1.3.101.112 }, BIT STRING of 32 bytes }
const SPKI_PREFIX = hexToBytes('302a300506032b6570032100')

/** The raw 32 bytes of a public key given as base64 SPKI; `undefined` when it is not an Ed25519 key. */
export function rawPublicKey(key: string): Uint8Array | undefined {
  const der = fromBase64(key)
  if (!der || der.length !== 44 || SPKI_PREFIX.some((byte, i) => der[i] !== byte)) return undefined
  return der.subarray(12)
}

/** True when the signature is the given key's (RFC 8032, strict) over the checkpoint as it stands. */
export function verifyCheckpoint(checkpoint: Checkpoint): boolean {
  const key = rawPublicKey(checkpoint.key)
  const signature = fromBase64(checkpoint.signature)
  if (!key || signature?.length !== 64 || checkpoint.alg !== 'ed25519') return false
  try {
    return ed25519.verify(signature, utf8ToBytes(checkpointText(checkpoint)), key, { zip215: false })
  } catch {
    return false
  }
}

function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
}
