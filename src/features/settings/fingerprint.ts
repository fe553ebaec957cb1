import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/**
 * The fingerprint of a server's public key: SHA-256 of its SPKI DER form, in upper-case hex by fours, as
 * `openssl pkey -pubin -outform DER | sha256sum` gives it. `key` is base64.
 */
export function fingerprint(key: string): string {
  const der = Uint8Array.from(atob(key), (char) => char.charCodeAt(0))
  return bytesToHex(sha256(der))
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1 ')
}
