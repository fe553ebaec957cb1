import { Low } from 'lowdb'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { filesTold } from '../../core/bag/told.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { REDACTED } from '../../core/record/redact.ts'
import { attachmentSchema, type Attachment } from '../../core/wire/attachments.ts'
import { id, moment } from '../../core/wire/scalars.ts'
import { Altered, PLAIN } from './cover.ts'
import { DurableFile, type Surroundings } from './durable-file.ts'
import { asDiskError, LocalDataError } from './local-data-error.ts'
import { exists, replace, setAside, syncDirectory, writeSynced } from './synced.ts'

/** A file of the record that is kept on this machine: as the record first named it here, and the matters that name it. */
const keptFileSchema = attachmentSchema.extend({ matters: z.array(id), keptAt: moment })
export type KeptFile = z.output<typeof keptFileSchema>

/** The files that kept records tell of, by the SHA-256 of their bytes; one copy however many matters name it. */
export class KeptFiles {
  readonly #folder: string
  readonly #around: Surroundings
  readonly #index: Low<KeptFile[]>
  #loaded: Promise<void> | undefined
  #chain: Promise<unknown> = Promise.resolve()

  constructor(folder: string, around: Surroundings) {
    this.#folder = path.join(folder, 'files')
    this.#around = around
    const form = { kind: 'files', schema: z.array(keptFileSchema), serialise: textOfAll }
    this.#index = new Low(new DurableFile(path.join(folder, 'files.json'), form, around), [])
  }

  /** Every kept file, the oldest first. */
  async list(): Promise<KeptFile[]> {
    await this.#load()
    return this.#index.data.map((row) => ({ ...row, matters: [...row.matters] }))
  }

  /** What is known of a kept file; `undefined` when it is not kept. */
  async find(sha256: string): Promise<KeptFile | undefined> {
    await this.#load()
    return this.#index.data.find((row) => row.sha256 === sha256)
  }

  /**
   * The bytes of a kept file; `undefined` when it is not kept. Bytes that are not what their hash says are reported and
   * set aside, and the file counts as not kept from then on.
   */
  async read(sha256: string): Promise<Buffer | undefined> {
    const bytes = (await this.find(sha256)) && (await this.raw(sha256))
    if (bytes && hashOf(bytes) !== sha256) {
      const file = this.#file(sha256)
      const { readOnly, now, onDamage } = this.#around
      const away = () => this.#cover.alone(file, () => setAside(file, now()))
      const aside = readOnly === undefined ? await away().catch(() => undefined) : undefined
      onDamage({ file, why: 'its bytes are not what its hash says', recovered: false, ...(aside ? { aside } : {}) })
    } else if (bytes) return bytes
    if (this.#around.readOnly === undefined)
      await this.#inTurn(() => this.#list(this.#index.data.filter((row) => row.sha256 !== sha256)))
    return undefined
  }

  /** What lies on the disk under a hash, whatever it is and changing nothing; `undefined` when nothing does. */
  async raw(sha256: string): Promise<Buffer | undefined> {
    try {
      const bytes = await readFile(this.#file(sha256))
      return await this.#cover.open(this.#file(sha256), bytes).catch((error: unknown) => {
        if (error instanceof Altered) return bytes
        throw error
      })
    } catch (error) {
      if (error instanceof LocalDataError) throw error
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw new LocalDataError('disk', `${this.#file(sha256)} could not be read`, { cause: error })
    }
  }

  /**
   * Keeps a file for a matter, if it is `wanted` when its turn comes; durable when it resolves. Throws `invalid` when the
   * bytes are not what was named.
   */
  async keep(matter: string, file: Attachment, bytes: Uint8Array, wanted = () => true): Promise<void> {
    if (bytes.length !== file.size || hashOf(bytes) !== file.sha256)
      throw new LocalDataError('invalid', 'the bytes are not those that the record names')
    if (this.#around.readOnly !== undefined) throw new LocalDataError('read-only', this.#around.readOnly)
    await this.#load()
    const { busy } = this.#around
    const done = this.#inTurn(async () => {
      if (!wanted()) return
      await this.#write(this.#file(file.sha256), bytes)
      await this.#share(matter, [file])
    })
    busy.add(done)
    await done.finally(() => busy.delete(done))
  }

  /** Notes that a matter names these files, those of them that are here; answers with the others. */
  share(matter: string, files: readonly Attachment[]): Promise<Attachment[]> {
    return this.#inTurn(() => this.#share(matter, files))
  }

  async #share(matter: string, files: readonly Attachment[]): Promise<Attachment[]> {
    await this.#load()
    const missing: Attachment[] = []
    let rows = this.#index.data
    for (const { sha256, name, type, size } of files) {
      const row = rows.find((known) => known.sha256 === sha256)
      if (row?.matters.includes(matter)) continue
      const fresh = { sha256, name, type, size, matters: [matter], keptAt: this.#around.now() }
      if (row) rows = rows.with(rows.indexOf(row), { ...row, matters: [...row.matters, matter] })
      else if (await exists(this.#file(sha256))) rows = [...rows, fresh]
      else missing.push({ sha256, name, type, size })
    }
    if (rows !== this.#index.data) await this.#list(rows)
    return missing
  }

  /** A matter is kept no longer, or tells only of these files: the others go, but for what another kept matter names. */
  release(matter: string, told: readonly Attachment[] = []): Promise<void> {
    const still = new Set(told.map(({ sha256 }) => sha256))
    return this.#inTurn(() => this.#release(matter, still))
  }

  /** What a redaction took out of a record that goes on with these events goes here too. */
  async follow(matter: string, events: readonly RecordEvent[], record: () => Promise<RecordEvent[]>): Promise<void> {
    if (events.some(({ type }) => type === REDACTED)) await this.release(matter, filesTold(await record()))
  }

  async #release(matter: string, still: ReadonlySet<string>): Promise<void> {
    await this.#load()
    const rows = this.#index.data.map((row) =>
      still.has(row.sha256) ? row : { ...row, matters: row.matters.filter((other) => other !== matter) },
    )
    if (rows.every(({ matters }, i) => matters.length === this.#index.data[i]?.matters.length)) return
    // the bytes first: what the disk does not let go stays listed, and is asked for again
    for (const { sha256, matters } of rows) if (matters.length === 0) await this.#discard(this.#file(sha256))
    await this.#list(rows.filter(({ matters }) => matters.length > 0))
  }

  /** The list as it is to be; as it was when the disk does not take it. */
  async #list(rows: KeptFile[]): Promise<void> {
    const before = this.#index.data
    if (rows.length === before.length && rows.every((row, i) => row === before[i])) return
    this.#index.data = rows
    await this.#index.write().catch((error: unknown) => {
      this.#index.data = before
      throw error
    })
  }

  #inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    const done = this.#chain.then(run)
    this.#chain = done.catch(() => undefined)
    return done
  }

  /** Deletes the bytes, and what was set aside of them as damaged. */
  async #discard(file: string): Promise<void> {
    const folder = path.dirname(file)
    const aside = (await readdir(folder).catch(() => [])).filter((name) =>
      name.startsWith(`${path.basename(file)}.damaged-`),
    )
    for (const one of [...aside.map((name) => path.join(folder, name)), file])
      await this.#cover.alone(one, () => rm(one, { force: true }).catch((error) => fail(error, one)))
  }

  #write(file: string, bytes: Uint8Array): Promise<void> {
    return this.#cover.alone(file, () => this.#writeAlone(file, bytes))
  }

  async #writeAlone(file: string, bytes: Uint8Array): Promise<void> {
    try {
      await mkdir(path.dirname(file), { recursive: true })
      await writeSynced(`${file}.tmp`, await this.#cover.wrap(file, bytes))
      await replace(`${file}.tmp`, file)
      await syncDirectory(path.dirname(file))
    } catch (error) {
      await rm(`${file}.tmp`, { force: true }).catch(() => undefined)
      throw asDiskError(error, file)
    }
  }

  get #cover() {
    return this.#around.cover ?? PLAIN
  }

  #file(sha256: string): string {
    return path.join(this.#folder, sha256.slice(0, 2), sha256)
  }

  #load(): Promise<void> {
    this.#loaded ??= this.#index.read().catch((error) => {
      this.#loaded = undefined
      throw error
    })
    return this.#loaded
  }
}

// Rows are replaced, never changed: each is turned into text once, however many files are kept after it.
const texts = new WeakMap<KeptFile, string>()

function textOf(row: KeptFile): string {
  const known = texts.get(row)
  if (known !== undefined) return known
  const text = JSON.stringify(row)
  texts.set(row, text)
  return text
}

const textOfAll = (rows: KeptFile[]) => `[${rows.map(textOf).join(',')}]`

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function fail(error: unknown, file: string): never {
  throw asDiskError(error, file)
}
