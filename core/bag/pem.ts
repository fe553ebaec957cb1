import { rawPublicKey } from '../record/checkpoint.ts'

/** A public key given as base64 SPKI, as PEM; `undefined` when it is not an Ed25519 key. */
export function keyPem(key: string): string | undefined {
  if (!rawPublicKey(key)) return undefined
  return `-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----\n`
}
