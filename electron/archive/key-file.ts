import { Low } from 'lowdb'
import { randomBytes } from 'node:crypto'
import { open, readdir } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Cipher } from './cipher.ts'
import { KEY_BYTES, startsCovered } from './cover-format.ts'
import { DurableFile, type Surroundings } from './durable-file.ts'
import { LocalDataError } from './local-data-error.ts'
import { openKey, sealKey, type Sealing } from './password-seal.ts'

/** The wrapped key, the one file of an owner that is never encrypted. */
export const KEY_FILE = 'key.json'

const standing = { on: z.boolean(), settled: z.boolean() }
/**
 * `wrapped`: the key under the system's keychain, base64; `sealed`: under the owner's password instead, see `sealKey`.
 * `settled`: everything there has the form that `on` says.
 */
const rowSchema = z
  .union([
    z.strictObject({ wrapped: z.base64(), ...standing }),
    z.strictObject({ sealed: z.base64(), on: z.literal(true), settled: z.literal(true) }),
  ])
  .nullable()
export type KeyRow = NonNullable<z.output<typeof rowSchema>>

/** The key of one owner's folder, and what the disk says of it. */
export class KeyFile {
  readonly #folder: string
  readonly #around: Surroundings
  readonly #cipher: Cipher | undefined
  readonly #low: Low<KeyRow | null>
  #at: KeyRow | null = null
  #loaded: Promise<void> | undefined
  #key: Buffer | undefined

  /** `around` must be without a cover: the key itself lies there as it is. */
  constructor(folder: string, around: Surroundings, cipher: Cipher | undefined) {
    this.#folder = folder
    this.#around = around
    this.#cipher = cipher
    const form = { kind: 'key', schema: rowSchema }
    this.#low = new Low<KeyRow | null>(new DurableFile(path.join(folder, KEY_FILE), form, around), null)
  }

  /** True when the system can keep a key. */
  async available(): Promise<boolean> {
    return (await this.#cipher?.available()) === true
  }

  /** What is said of the key. Throws `locked` where nothing is, but something is encrypted: then it is lost. */
  async row(): Promise<KeyRow | null> {
    this.#loaded ??= this.#load().catch((error: unknown) => {
      this.#loaded = undefined
      throw error
    })
    await this.#loaded
    return this.#at
  }

  /** As it was last read or written. */
  get known(): KeyRow | null {
    return this.#at
  }

  /** Written twice, so that the last good copy says the same. Throws `read-only` and `disk`. */
  async write(row: KeyRow): Promise<void> {
    this.#low.data = row
    try {
      await this.#low.write()
      await this.#low.write()
      this.#at = row
    } catch (error) {
      this.#loaded = undefined // the disk has the last word
      throw error
    }
  }

  /** Throws `locked` where the keychain does not give it, `sealed` where it waits for the password. */
  async unlocked(): Promise<Buffer> {
    if (this.#key) return this.#key
    // another process may have made it since
    const row = (this.#at ??= await this.#read())
    if (row === null) throw locked('its key is gone')
    if (!('wrapped' in row)) throw new LocalDataError('sealed', 'the kept data wait for the password of their owner')
    if (!(await this.available())) throw locked('the system keeps no secrets')
    const text = await this.#cipher!.decrypt(Buffer.from(row.wrapped, 'base64')).catch((error) => {
      throw locked('the keychain of this system does not open its key', error)
    })
    const [folder, key = ''] = text.split(' ')
    const bytes = Buffer.from(key, 'base64')
    if (folder !== this.#name || bytes.length !== KEY_BYTES) throw locked('the key is of another folder')
    return (this.#key = bytes)
  }

  /** The key that is there, wrapped; a new one where there is none, or none that can be had and nothing that needs it. */
  async wrapped(): Promise<string> {
    const row = await this.row()
    if (row && (!row.settled || row.on)) await this.unlocked()
    else if (row) await this.unlocked().catch(() => undefined)
    if (row && 'wrapped' in row && this.#key) return row.wrapped
    this.#key ??= randomBytes(KEY_BYTES)
    return this.#wrap(this.#key)
  }

  /** Puts the key under the password, and forgets it. Everything must be encrypted by now. */
  async seal(sealing: Sealing): Promise<void> {
    const key = await this.unlocked()
    await this.write({ sealed: sealKey(key, this.#name, sealing), on: true, settled: true })
    this.#key = undefined
  }

  /** True where the key lies under a password, and nowhere else: what a crash left of it under the keychain goes. */
  async sealedStill(): Promise<boolean> {
    const row = await this.row()
    if (this.#key || !row || !('sealed' in row)) return false
    await this.write(row)
    return true
  }

  /** Takes the key out from under the password again; false when it is another one. Where it is not there, all is well. */
  async unseal(password: string): Promise<boolean> {
    const row = await this.row()
    if (!row || !('sealed' in row)) return true
    const key = await openKey(row.sealed, this.#name, password)
    if (!key) return false
    this.#key = key
    // where it cannot be written it stays under the password, and is open until the program ends
    const kept = this.#around.readOnly === undefined && (await this.available())
    if (kept) await this.write({ wrapped: await this.#wrap(key), on: true, settled: true })
    return true
  }

  get #name(): string {
    return path.basename(this.#folder)
  }

  async #wrap(key: Buffer): Promise<string> {
    return (await this.#cipher!.encrypt(`${this.#name} ${key.toString('base64')}`)).toString('base64')
  }

  async #load(): Promise<void> {
    this.#at = await this.#read()
    if (this.#at === null && (await this.#somethingCovered())) throw locked('its key is gone')
  }

  async #read(): Promise<KeyRow | null> {
    await this.#low.read()
    return this.#low.data
  }

  async #somethingCovered(): Promise<boolean> {
    const names = await readdir(this.#folder).catch(() => [])
    for (const name of names.filter((each) => /\.json(\.last)?$/.test(each))) {
      const handle = await open(path.join(this.#folder, name), 'r').catch(() => undefined)
      if (await startsCovered(handle).finally(() => handle?.close())) return true
    }
    return false
  }
}

const locked = (why: string, cause?: unknown) =>
  new LocalDataError('locked', `the kept data are encrypted and ${why}`, { cause })
