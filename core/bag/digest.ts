import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** A hash that is fed bit by bit; `hex` ends it and answers in lower case. */
export interface Digest {
  update(bytes: Uint8Array): void
  hex(): string
}

/** Begins a hash. Programs with a faster implementation bring their own; the digits are the same. */
export type Digests = (algorithm: 'sha256' | 'sha512') => Digest

/** Hashes that need nothing but this language. */
export const pureDigests: Digests = (algorithm) => {
  const hash = (algorithm === 'sha512' ? sha512 : sha256).create()
  return {
    update: (bytes) => void hash.update(bytes),
    hex: () => bytesToHex(hash.digest()),
  }
}

/** The hash of bytes that are at hand. */
export function digestOf(digests: Digests, algorithm: 'sha256' | 'sha512', bytes: Uint8Array): string {
  const hash = digests(algorithm)
  hash.update(bytes)
  return hash.hex()
}
