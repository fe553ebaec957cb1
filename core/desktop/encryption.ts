import { z } from 'zod'
import { ownerSchema, type Owner } from './owner.ts'

/**
 * How what this machine keeps for an owner lies on the disk. `on`: how it is written from now on; `changing`: what was
 * there before is being rewritten, `done` of `of` files so far. `available`: the system can keep the key.
 */
export interface Encryption {
  state: 'plain' | 'encrypted' | 'changing'
  on: boolean
  available: boolean
  done?: number
  of?: number
}

export interface EncryptionBridge {
  /** Rejects with `locked` where the key cannot be had. */
  encryption(owner: Owner): Promise<Encryption>
  /** Resolves when what is written from now on has that form; the rest follows. Rejects with `no-keychain`, `locked`. */
  setEncryption(owner: Owner, on: boolean): Promise<Encryption>
}

export const encryptionArguments = {
  'local:encryption': z.tuple([ownerSchema]),
  'local:setEncryption': z.tuple([ownerSchema, z.boolean()]),
} as const
