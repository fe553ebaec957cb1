import { createCipheriv, createDecipheriv } from 'node:crypto'
import { z } from 'zod'
import { KEY_BYTES } from './cover-format.ts'
import { LocalDataError } from './local-data-error.ts'
import { chunkNonce, HEADER_BYTES, makeHeader, openHeader, TAG_BYTES } from './seal-header.ts'

/** What was made of a password to put keys under it later, when it is not at hand: all three in base64. */
export const sealingSchema = z.strictObject({ header: z.base64(), key: z.base64(), prefix: z.base64() })
export type Sealing = z.output<typeof sealingSchema>

/** Makes of a password what keys are put under; some half a second. */
export async function sealingOf(password: string): Promise<Sealing> {
  const made = await makeHeader(password)
  return {
    header: made.header.toString('base64'),
    key: made.key.toString('base64'),
    prefix: made.prefix.toString('base64'),
  }
}

/** A key under a password, for the folder of this name only: the header of a sealed file, the key, its tag; base64. */
export function sealKey(key: Buffer, folder: string, sealing: Sealing): string {
  const [header, own, prefix] = [sealing.header, sealing.key, sealing.prefix].map((text) => Buffer.from(text, 'base64'))
  const cipher = createCipheriv('aes-256-gcm', own!, chunkNonce(prefix!, 0, true)).setAAD(aad(header!, folder))
  return Buffer.concat([header!, cipher.update(key), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

/** The key that `sealKey` was given; `undefined` under another password. Throws `locked` when what is there was altered. */
export async function openKey(sealed: string, folder: string, password: string): Promise<Buffer | undefined> {
  const bytes = Buffer.from(sealed, 'base64')
  const header = bytes.subarray(0, HEADER_BYTES)
  const opened = await openHeader(header, password)
  if (opened.state === 'wrong-passphrase') return undefined
  if (opened.state !== 'opened' || bytes.length !== HEADER_BYTES + KEY_BYTES + TAG_BYTES) throw altered()
  const nonce = chunkNonce(opened.prefix, 0, true)
  const decipher = createDecipheriv('aes-256-gcm', opened.key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(aad(header, folder)).setAuthTag(bytes.subarray(-TAG_BYTES))
  const key = decipher.update(bytes.subarray(HEADER_BYTES, -TAG_BYTES))
  try {
    decipher.final()
  } catch {
    throw altered()
  }
  return key
}

const aad = (header: Buffer, folder: string) => Buffer.concat([header, Buffer.from(folder)])
const altered = () => new LocalDataError('locked', 'the key that was put under the password was altered')
