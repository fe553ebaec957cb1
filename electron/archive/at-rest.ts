import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { ByteSource } from '../../core/bag/read/bytes.ts'
import type { Encryption } from '../../core/desktop/encryption.ts'
import type { Cipher } from './cipher.ts'
import { decryptBytes, decryptSource, encryptBytes, isCovered, startsCovered } from './cover-format.ts'
import { plainSource, type Cover } from './cover.ts'
import type { Surroundings } from './durable-file.ts'
import { KeyFile, type KeyRow } from './key-file.ts'
import { asDiskError, LocalDataError } from './local-data-error.ts'
import type { Sealing } from './password-seal.ts'
import { filesToRewrite, rewrite, somethingCovered } from './rewriting.ts'

/**
 * The cover over one owner's folder: AES-256-GCM under a random key, which the system's keychain wraps. Each file is
 * bound to its path in the folder. Plain and encrypted files may stand side by side; which it is, a file says itself.
 */
export class AtRest implements Cover {
  readonly #folder: string
  readonly #around: Surroundings
  readonly #keys: KeyFile
  /** Changes under way, by role. */
  readonly #turns = new Map<string, Promise<void>>()
  #changes: Promise<unknown> = Promise.resolve()
  /** Changes asked for and not yet written: what an earlier one left is not gone on with meanwhile. */
  #asked = 0
  #run: Promise<void> | undefined
  #progress: { done: number; of: number } | undefined
  #stopped = false
  /** What ended the rewriting early, until it is told. */
  #trouble: unknown

  /** `around` must be without a cover. */
  constructor(folder: string, around: Surroundings, cipher: Cipher | undefined) {
    this.#folder = folder
    this.#around = around
    this.#keys = new KeyFile(folder, around, cipher)
  }

  async wrap(file: string, content: string | Uint8Array): Promise<string | Uint8Array> {
    const row = await this.#keys.row()
    if (!row || (row.settled && !row.on)) return content
    const key = await this.#keys.unlocked()
    if (!row.on) return content
    return encryptBytes(key, this.#role(file), typeof content === 'string' ? Buffer.from(content) : content)
  }

  async open(file: string, bytes: Buffer): Promise<Buffer> {
    return isCovered(bytes) ? decryptBytes(await this.#keys.unlocked(), this.#role(file), bytes) : bytes
  }

  async source(file: string, handle: FileHandle): Promise<ByteSource> {
    const plain = await plainSource(handle)
    if (!(await startsCovered(handle))) return plain
    return decryptSource(await this.#keys.unlocked(), this.#role(file), plain)
  }

  async give(file: string, as: string): Promise<void> {
    const row = await this.#keys.row()
    if (row?.on) await rewrite(file, { key: await this.#keys.unlocked(), role: this.#role(as), on: true })
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

  /**
   * How things stand. Goes on with a change that was cut short. Throws `locked`, `sealed`, and `disk` once where the disk
   * has stopped a change; asked again, that goes on.
   */
  async state(): Promise<Encryption> {
    const row = await this.#keys.row()
    const available = await this.#keys.available()
    if (!row || (row.settled && !row.on)) return { state: 'plain', on: false, available }
    await this.#keys.unlocked()
    if (row.settled) return { state: 'encrypted', on: true, available }
    const trouble = this.#trouble
    this.#trouble = undefined
    if (trouble !== undefined) throw asDiskError(trouble, this.#folder)
    this.#goOn()
    return { state: 'changing', on: row.on, available, ...this.#progress }
  }

  /**
   * From when this resolves on everything is written encrypted, or plain; what is there is rewritten by and by. Throws
   * `read-only`, `no-keychain`, `locked`, `sealed` or `disk`.
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

  /** Goes on with a change that was cut short; answers whether things are written encrypted. Throws `locked`, `sealed`. */
  async resume(): Promise<boolean> {
    return (await this.state()).on
  }

  /** Rewrites no further file; resolves when the one under way is done. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#run
  }

  /**
   * Encrypts everything and puts the key under the owner's password: from when this resolves on nothing is read or
   * written, but refused `sealed`. What is sealed stays so, as it is. Throws what `change` does, and `disk` when
   * something could not be encrypted.
   */
  async seal(sealing: Sealing): Promise<void> {
    if (await this.#keys.sealedStill()) return
    await this.change(true)
    await this.#changes
    await this.#run
    if (!this.#keys.known?.settled) throw new LocalDataError('disk', 'not everything could be encrypted')
    await Promise.all(this.#turns.values())
    await this.#keys.seal(sealing)
  }

  /** Opens again what was sealed; false under another password. Throws `locked` when the key was altered. */
  unseal(password: string): Promise<boolean> {
    return this.#keys.unseal(password)
  }

  async #change(on: boolean): Promise<void> {
    if (this.#around.readOnly !== undefined) throw new LocalDataError('read-only', this.#around.readOnly)
    const row = await this.#keys.row()
    if (row && 'sealed' in row) await this.#keys.unlocked()
    if ((row?.on ?? false) === on) return
    if (!row && (await somethingCovered(this.#folder)))
      throw new LocalDataError('locked', 'the key of some files is gone')
    if (on && !(await this.#keys.available())) throw new LocalDataError('no-keychain', 'the system keeps no secrets')
    await this.stop()
    await this.#keys.write({ wrapped: await this.#keys.wrapped(), on, settled: false })
    // whatever began before the row was written may still write in the old form, and is then found
    await Promise.all(this.#turns.values())
  }

  #goOn(): void {
    const row = this.#keys.known
    if (!row || row.settled || this.#run || this.#asked > 0 || this.#around.readOnly !== undefined) return
    this.#stopped = false
    this.#trouble = undefined
    const run = this.#rewriteAll(row).catch((error: unknown) => {
      console.error('rewriting', this.#folder, error)
      this.#trouble = error
    })
    this.#around.busy.add(run)
    this.#run = run.finally(() => {
      this.#around.busy.delete(run)
      this.#run = undefined
    })
  }

  async #rewriteAll(row: KeyRow): Promise<void> {
    const key = await this.#keys.unlocked()
    const files = await filesToRewrite(this.#folder)
    this.#progress = { done: 0, of: files.length }
    for (const file of files) {
      if (this.#stopped) return
      await this.alone(file, () => rewrite(file, { key, role: this.#role(file), on: row.on }))
      this.#progress.done++
    }
    await this.#keys.write({ ...row, settled: true } as KeyRow)
  }

  #role(file: string): string {
    const name = path.relative(this.#folder, file).split(path.sep).join('/')
    return name.replace(/(\.(tmp|last|damaged-[\dTZ-]+))+$/, '')
  }
}
