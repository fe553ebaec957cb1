import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Cipher } from '../../electron/archive/cipher.ts'

/** A keychain as a system has one, with a key of its own; `on` is false where there is none. */
export function aes(key = randomBytes(32)): Cipher & { on: boolean } {
  const cipher = {
    on: true,
    available: async () => cipher.on,
    async encrypt(text: string) {
      const iv = randomBytes(16)
      const stream = createCipheriv('aes-256-ctr', key, iv)
      return Buffer.concat([iv, stream.update(`zx:${text}`, 'utf8'), stream.final()])
    },
    async decrypt(bytes: Buffer) {
      const stream = createDecipheriv('aes-256-ctr', key, bytes.subarray(0, 16))
      const text = Buffer.concat([stream.update(bytes.subarray(16)), stream.final()]).toString('utf8')
      if (!text.startsWith('zx:')) throw new Error('another key')
      return text.slice(3)
    },
  }
  return cipher
}
