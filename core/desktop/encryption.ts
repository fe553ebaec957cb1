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
  /** Makes of the account's password what its data are put under when the session ends; the password is not kept. */
  remember(password: string): Promise<void>
  /**
   * Ends the session that is saved, encrypts what is kept for its owner and puts the key under the remembered password: from then on everything is
   * refused `sealed`. Rejects with `no-password` where none is remembered, `no-keychain`, `locked`, `read-only`, `disk`.
   */
  seal(owner: Owner): Promise<void>
  /** Opens what was sealed; false under another password, true also where nothing is sealed. Rejects with `locked`. */
  unseal(owner: Owner, password: string): Promise<boolean>
}

const password = z.string().min(1).max(1024)

export const encryptionArguments = {
  'local:encryption': z.tuple([ownerSchema]),
  'local:setEncryption': z.tuple([ownerSchema, z.boolean()]),
  'local:remember': z.tuple([password]),
  'local:seal': z.tuple([ownerSchema]),
  'local:unseal': z.tuple([ownerSchema, password]),
} as const
