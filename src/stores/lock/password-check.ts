import { scryptAsync } from '@noble/hashes/scrypt.js'
import { bytesToHex, hexToBytes, randomBytes } from '@noble/hashes/utils.js'
import type { PasswordCheck } from '../../../core/desktop/contract.ts'

// RFC 7914: 32 MB and some tenths of a second for every guess
const COST = { N: 2 ** 15, r: 8, p: 1, dkLen: 32 }

const hashOf = async (password: string, salt: Uint8Array) =>
  bytesToHex(await scryptAsync(password.normalize('NFC'), salt, COST))

/** By what this password will be known again on this machine. */
export async function checkFor(password: string): Promise<PasswordCheck> {
  const salt = randomBytes(16)
  return { salt: bytesToHex(salt), hash: await hashOf(password, salt) }
}

/** True when it is the password that the check was made for. */
export async function fits(password: string, { salt, hash }: PasswordCheck): Promise<boolean> {
  return (await hashOf(password, hexToBytes(salt))) === hash
}
