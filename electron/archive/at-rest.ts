import { Low } from 'lowdb'
import { randomBytes } from 'node:crypto'
import { open, readdir, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { ByteSource } from '../../core/bag/read/bytes.ts'
import type { Encryption } from '../../core/desktop/encryption.ts'
import type { Cipher } from './cipher.ts'
import { COVER_BYTES, decryptBytes, decryptSource, encryptBytes, isCovered, KEY_BYTES } from './cover-format.ts'
import { plainSource, type Cover } from './cover.ts'
import { DurableFile, type Surroundings } from './durable-file.ts'
import { LocalDataError } from './local-data-error.ts'
import { filesToRewrite, KEY_FILE, rewrite } from './rewriting.ts'

/** `wrapped`: the key under the system's keychain, base64. `settled`: everything there has the form that `on` says. */
const rowSchema = z.strictObject({ wrapped: z.base64(), on: z.boolean(), settled: z.boolean() }).nullable()
type Row = z.output<typeof rowSchema>

/**
 * The cover over one owner's folder: AES-256-GCM under a random key, which the system's keychain wraps. Each file is
 * bound to its path in the folder. Plain and encrypted files may stand side by side; which it is, a file says itself.
 */
export class AtRest implements Cover {
  readonly #folder: string
  readonly #around: Surroundings
  readonly #cipher: Cipher | undefined
  readonly #low: Low<Row>
  /** Changes under way, by role. */
  readonly #turns = new Map<string, Promise<void>>()
  /** What the disk says of the key. */
  #at: Row = null
  #loaded: Promise<void> | undefined
  #key: Buffer | undefined
  #changes: Promise<unknown> = Promise.resolve()
  /** Changes asked for and not yet written: what an earlier one left is not gone on with meanwhile. */
  #asked = 0
  #run: Promise<void> | undefined
  #progress: { done: number; of: number } | undefined
  #stopped = false

  /** `around` must be without a cover: the key itself lies there as it is. */
  constructor(folder: string, around: Surroundings, cipher: Cipher | undefined) {
    this.#folder = folder
    this.#around = around
    this.#cipher = cipher
    const form = { kind: 'key', schema: rowSchema }
    this.#low = new Low<Row>(new DurableFile(path.join(folder, KEY_FILE), form, around), null)
  }

  async wrap(file: string, content: string | Uint8Array): Promise<string | Uint8Array> {
    const row = await this.#row()
    if (!row || (row.settled && !row.on)) return content
    const key = await this.#unlocked()
    if (!row.on) return content
    return encryptBytes(key, this.#role(file), typeof content === 'string' ? Buffer.from(content) : content)
  }

  async open(file: string, bytes: Buffer): Promise<Buffer> {
    return isCovered(bytes) ? decryptBytes(await this.#unlocked(), this.#role(file), bytes) : bytes
  }

  async source(file: string, handle: FileHandle): Promise<ByteSource> {
    const plain = await plainSource(handle)
    if (!(await startsCovered(handle))) return plain
    return decryptSource(await this.#unlocked(), this.#role(file), plain)
  }

  async give(file: string, as: string): Promise<void> {
    const row = await this.#row()
    if (row?.on) await rewrite(file, { key: await this.#unlocked(), role: this.#role(as), on: true })
  }

  alone<Result>(file: string, run: () => Promise<Result>): Promise<Result> {
    const role = this.#role(file)
    const turn = (this.#turns.get(role) ?? Promise.resolve()).then(run)
    const over = () => {
      if (this.#turns.get(role) === done) this.#turns.delete(role)
    }
    const done: Promise<void> = turn.then(over, over)
    this.#turns.set(role, done)
    return turn
  }

  /** How things stand. Goes on with a change that was cut short. Throws `locked`. */
  async state(): Promise<Encryption> {
    const row = await this.#row()
    const available = (await this.#cipher?.available()) === true
    if (!row || (row.settled && !row.on)) return { state: 'plain', on: false, available }
    await this.#unlocked()
    if (row.settled) return { state: 'encrypted', on: true, available }
    this.#goOn()
    return { state: 'changing', on: row.on, available, ...this.#progress }
  }

  /**
   * From when this resolves on everything is written encrypted, or plain; what is there is rewritten by and by. Throws
   * `read-only`, `no-keychain`, `locked` or `disk`.
   */
  change(on: boolean): Promise<void> {
    this.#asked++
    const change = this.#changes.then(() => this.#change(on)).finally(() => this.#asked--)
    this.#changes = change.then(
      () => this.#goOn(),
      () => this.#goOn(),
    )
    return change
  }

  /** Goes on with a change that was cut short; answers whether things are written encrypted. Throws `locked`. */
  async resume(): Promise<boolean> {
    return (await this.state()).on
  }

  /** Rewrites no further file; resolves when the one under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#run
  }

  async #change(on: boolean): Promise<void> {
    if (this.#around.readOnly !== undefined) throw new LocalDataError('read-only', this.#around.readOnly)
    const row = await this.#row()
    if ((row?.on ?? false) === on) return
    if (on && !(await this.#cipher?.available())) throw new LocalDataError('no-keychain', 'the system keeps no secrets')
    await this.stop()
    const wrapped = await this.#wrappedKey(row)
    await this.#write({ wrapped, on, settled: false })
    // whatever began before the row was written may still write in the old form, and is then found
    await Promise.all(this.#turns.values())
  }

  /** The key that is there; a new one where there is none, or none that can be had and nothing that needs it. */
  async #wrappedKey(row: Row): Promise<string> {
    if (row && (!row.settled || row.on)) await this.#unlocked()
    else if (row) await this.#unlocked().catch(() => undefined)
    if (row && this.#key) return row.wrapped
    const key = randomBytes(KEY_BYTES)
    const wrapped = await this.#cipher!.encrypt(`${path.basename(this.#folder)} ${key.toString('base64')}`)
    this.#key = key
    return wrapped.toString('base64')
  }

  /** Written twice, so that the last good copy says the same. */
  async #write(row: Row): Promise<void> {
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

  #goOn(): void {
    const row = this.#at
    if (!row || row.settled || this.#run || this.#asked > 0 || this.#around.readOnly !== undefined) return
    this.#stopped = false
    const run = this.#rewriteAll(row).catch((error: unknown) => console.error('rewriting', this.#folder, error))
    this.#around.busy.add(run)
    this.#run = run.finally(() => {
      this.#around.busy.delete(run)
      this.#run = undefined
    })
  }

  async #rewriteAll(row: NonNullable<Row>): Promise<void> {
    const key = await this.#unlocked()
    const files = await filesToRewrite(this.#folder)
    this.#progress = { done: 0, of: files.length }
    for (const file of files) {
      if (this.#stopped) return
      await this.alone(file, () => rewrite(file, { key, role: this.#role(file), on: row.on }))
      this.#progress.done++
    }
    await this.#write({ ...row, settled: true })
  }

  /** What is said of the key; where nothing is, but something is encrypted, it is lost. */
  async #row(): Promise<Row> {
    this.#loaded ??= this.#load().catch((error: unknown) => {
      this.#loaded = undefined
      throw error
    })
    await this.#loaded
    return this.#at
  }

  async #load(): Promise<void> {
    this.#at = await this.#read()
    if (this.#at === null && (await this.#somethingCovered())) throw locked('its key is gone')
  }

  async #read(): Promise<Row> {
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

  async #unlocked(): Promise<Buffer> {
    if (this.#key) return this.#key
    // another process may have made it since
    const row = (this.#at ??= await this.#read())
    if (row === null) throw locked('its key is gone')
    if (!(await this.#cipher?.available())) throw locked('the system keeps no secrets')
    const text = await this.#cipher!.decrypt(Buffer.from(row.wrapped, 'base64')).catch((error) => {
      throw locked('the keychain of this system does not open its key', error)
    })
    const [folder, key = ''] = text.split(' ')
    const bytes = Buffer.from(key, 'base64')
    if (folder !== path.basename(this.#folder) || bytes.length !== KEY_BYTES)
      throw locked('the key is of another folder')
    return (this.#key = bytes)
  }

  #role(file: string): string {
    const name = path.relative(this.#folder, file).split(path.sep).join('/')
    return name.replace(/(\.(tmp|last|damaged-[\dTZ-]+))+$/, '')
  }
}

const locked = (why: string, cause?: unknown) =>
  new LocalDataError('locked', `the kept data are encrypted and ${why}`, { cause })

async function startsCovered(handle: FileHandle | undefined): Promise<boolean> {
  if (!handle) return false
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(COVER_BYTES), 0, COVER_BYTES, 0)
  return isCovered(buffer.subarray(0, bytesRead))
}
