import { Low } from 'lowdb'
import { z } from 'zod'
import { DurableFile, type Surroundings } from './durable-file.ts'
import { LocalDataError } from './local-data-error.ts'

/** Rows with ids in one file, in the order in which they were first put. For tens of rows, such as drafts. */
export class Collection<Row extends { id: string }> {
  readonly #schema: z.ZodType<Row>
  readonly #low: Low<Row[]>
  #loaded: Promise<void> | undefined

  constructor(file: string, kind: string, schema: z.ZodType<Row>, around: Surroundings) {
    this.#schema = schema
    this.#low = new Low(new DurableFile(file, { kind, schema: z.array(schema) }, around), [])
  }

  /** Every row, oldest put first. Throws `newer-version` or `disk`. */
  async list(): Promise<Row[]> {
    await this.#load()
    return [...this.#low.data]
  }

  /** Keeps a row, in its old place when it replaces one. Durable when this resolves. Throws `invalid` on what JSON cannot hold. */
  async put(row: Row): Promise<void> {
    await this.#load()
    const plain = this.#plain(row)
    const index = this.#low.data.findIndex(({ id }) => id === plain.id)
    await this.#keep(index === -1 ? [...this.#low.data, plain] : this.#low.data.with(index, plain))
  }

  /** Forgets a row; one that is not there is no error. Durable when this resolves. */
  async remove(id: string): Promise<void> {
    await this.#load()
    const rest = this.#low.data.filter((row) => row.id !== id)
    if (rest.length === this.#low.data.length) return
    await this.#keep(rest)
  }

  /** What the disk does not take is not shown as kept either: then the file is read again. */
  async #keep(rows: Row[]): Promise<void> {
    this.#low.data = rows
    await this.#low.write().catch(async (error: unknown) => {
      this.#loaded = undefined
      await this.#load()
      throw error
    })
  }

  /** The row as it will be read again: what would not survive the file is refused now. */
  #plain(row: Row): Row {
    try {
      return this.#schema.parse(JSON.parse(JSON.stringify(row)))
    } catch (error) {
      throw new LocalDataError('invalid', 'the row cannot be kept as JSON', { cause: error })
    }
  }

  #load(): Promise<void> {
    this.#loaded ??= this.#low.read().catch((error) => {
      this.#loaded = undefined
      throw error
    })
    return this.#loaded
  }
}
