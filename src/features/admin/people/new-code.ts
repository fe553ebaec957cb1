import { sha256Hex } from '../../../../core/record/hash.ts'

/** A fresh code for an invitation, 256 random bits, and the hash under which the server keeps it. */
export function newCode(): { code: string; hash: string } {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const code = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
  return { code, hash: sha256Hex(code) }
}
