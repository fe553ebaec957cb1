import type { Adapter } from 'lowdb'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'
import { Altered, PLAIN, readCovered, type Cover } from './cover.ts'
import { seal, unseal } from './envelope.ts'
import { asDiskError, LocalDataError } from './local-data-error.ts'
import { exists, replace, setAside, syncDirectory, writeSynced } from './synced.ts'

/** What kind of file it is, what its data look like, and how they become JSON text. */
export interface Form<Data> {
  kind: string
  schema: z.ZodType<Data>
  /** `JSON.stringify` unless something cheaper gives the same text. */
  serialise?: (data: Data) => string
}

/** A file that could not be used: why, where it was set aside, and whether the last good copy took its place. */
export interface Damage {
  file: string
  why: string
  aside?: string
  recovered: boolean
}

/**
 * What files need to know about their surroundings. `readOnly` says why nothing may be written; `now` in ms UTC;
 * `busy` holds the writes that are under way; `cover`: how content lies on the disk, as it is when there is none.
 */
export interface Surroundings {
  now: () => number
  readOnly?: string
  onDamage: (damage: Damage) => void
  busy: Set<Promise<void>>
  cover?: Cover
}

type Copy<Data> =
  { state: 'absent' } | { state: 'good'; revision: number; data: Data } | { state: 'damaged'; why: string }

/** Where the copy before the last write is kept. */
export const lastGoodOf = (file: string) => `${file}.last`

/**
 * lowdb's adapter for one file that survives a crash at any moment: a write goes to a temporary file, is synced, the
 * file becomes the last good copy, the temporary one takes its name, and the directory is synced. Writes asked for
 * while one is under way share the next. A file that cannot be used is set aside and the last good copy read instead.
 */
export class DurableFile<Data> implements Adapter<Data> {
  readonly file: string
  /** What reading has found unusable so far. */
  readonly damages: Damage[] = []
  readonly #form: Form<Data>
  readonly #around: Surroundings
  #revision = 0
  #newer: LocalDataError | undefined
  #chain: Promise<unknown> = Promise.resolve()
  #next: { data: Data; done: Promise<void> } | undefined

  constructor(file: string, form: Form<Data>, around: Surroundings) {
    this.file = file
    this.#form = form
    this.#around = around
  }

  /** The newest good data, or `null` when there is none. Throws `newer-version` and leaves such a file alone. */
  read(): Promise<Data | null> {
    return this.exclusive(async () => {
      const file = await this.#copy(this.file)
      if (file.state === 'good') return this.#take(file)
      const last = await this.#copy(lastGoodOf(this.file))
      if (file.state === 'damaged') await this.#report(this.file, file.why, last.state === 'good')
      if (last.state === 'damaged') await this.#report(lastGoodOf(this.file), last.why, false)
      return last.state === 'good' ? this.#take(last) : null
    })
  }

  /** Resolves when these data, or later ones, are on the disk. Throws `read-only`, `newer-version` or `disk`. */
  write(data: Data): Promise<void> {
    if (this.#next) {
      this.#next.data = data
      return this.#next.done
    }
    const next = { data, done: Promise.resolve() }
    next.done = this.exclusive(() =>
      this.#cover.alone(this.file, () => {
        this.#next = undefined
        return this.#store(next.data)
      }),
    )
    this.#next = next
    const { busy } = this.#around
    busy.add(next.done)
    next.done.catch(() => undefined).finally(() => busy.delete(next.done))
    return next.done
  }

  /** Runs something while no write is under way, so that the files on disk hold still. */
  exclusive<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = this.#chain.then(run)
    this.#chain = result.catch(() => undefined)
    return result
  }

  async #store(data: Data): Promise<void> {
    if (this.#around.readOnly !== undefined) throw new LocalDataError('read-only', this.#around.readOnly)
    if (this.#newer) throw this.#newer
    const directory = path.dirname(this.file)
    const fresh = `${this.file}.tmp`
    const last = lastGoodOf(this.file)
    const body = (this.#form.serialise ?? JSON.stringify)(data)
    const text = seal(this.#form.kind, this.#revision + 1, body)
    try {
      const content = await this.#cover.wrap(this.file, text)
      await mkdir(directory, { recursive: true })
      await writeSynced(fresh, content)
      if (await exists(this.file)) await replace(this.file, last)
      else if (!(await exists(last))) await writeSynced(last, content)
      await replace(fresh, this.file)
      await syncDirectory(directory)
      this.#revision++
    } catch (error) {
      throw asDiskError(error, this.file)
    }
  }

  async #copy(file: string): Promise<Copy<Data>> {
    let text: string
    try {
      text = (await readCovered(file, this.#cover)).toString('utf8')
    } catch (error) {
      if (error instanceof Altered) return { state: 'damaged', why: error.message }
      if (error instanceof LocalDataError) throw error
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { state: 'absent' }
      throw new LocalDataError('disk', `${file} could not be read`, { cause: error })
    }
    const unsealed = unseal(text, this.#form.kind)
    if (unsealed.state === 'damaged') return unsealed
    if (unsealed.state === 'newer') {
      const message = `${path.basename(file)} was written by a newer version of the program (file version ${unsealed.version})`
      this.#newer = new LocalDataError('newer-version', message)
      throw this.#newer
    }
    const parsed = this.#form.schema.safeParse(JSON.parse(unsealed.body))
    if (parsed.success) return { state: 'good', revision: unsealed.revision, data: parsed.data }
    const where = parsed.error.issues[0]
    return { state: 'damaged', why: `not the right shape at ${where?.path.join('.') ?? ''}: ${where?.message ?? ''}` }
  }

  get #cover(): Cover {
    return this.#around.cover ?? PLAIN
  }

  #take(copy: { revision: number; data: Data }): Data {
    this.#revision = copy.revision
    return copy.data
  }

  async #report(file: string, why: string, recovered: boolean): Promise<void> {
    const { readOnly, now, onDamage } = this.#around
    const away = () => this.#cover.alone(this.file, () => setAside(file, now()))
    const aside = readOnly === undefined ? await away().catch((e) => fail(e, file)) : undefined
    const damage = { file, why, recovered, ...(aside === undefined ? {} : { aside }) }
    this.damages.push(damage)
    onDamage(damage)
  }
}

function fail(error: unknown, file: string): never {
  throw asDiskError(error, file)
}
