import { createHash } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { CompactTexts } from './compact-texts.ts'
import { PLAIN, readCovered } from './cover.ts'
import type { Surroundings } from './durable-file.ts'
import { seal, unseal } from './envelope.ts'

/** In how many files the texts lie; which one a matter's are in follows from its id. */
export const SHELVES = 64
/** How long texts that changed may wait for their write, in ms: they can always be read from the records again. */
const DELAY_MS = 15_000
const KIND = 'texts'

// hundreds of thousands of numbers: as bytes they are read in a tenth of the time that their digits would take
const numbers = z.base64().transform((text) => {
  const bytes = Buffer.from(text, 'base64')
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length - (bytes.length % 8)))
})
const asText = ({ buffer, byteOffset, byteLength }: Float64Array) =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64')
const rowSchema = z.strictObject({
  matter: z.string(),
  head: z.string(),
  title: z.string().optional(),
  text: z.string(),
  folded: z.string().optional(),
  actors: z.array(z.string()),
  passages: numbers,
  sources: numbers,
})
const rowsSchema = z.array(rowSchema)

/** The texts of a record as they were when it ended with the event of this hash. */
export interface CachedTexts {
  head: string
  texts: CompactTexts
}

/**
 * The texts of kept records, laid out to be searched, so that a start need not read every record. Nothing hangs on these
 * files: one that is missing, torn or older than its record is made again from the records.
 */
export class TextCache {
  readonly #folder: string
  readonly #around: Surroundings
  readonly #textsOf: (matter: string) => CachedTexts | undefined
  readonly #matters = Array.from({ length: SHELVES }, () => new Set<string>())
  readonly #read = new Set<number>()
  readonly #changed = new Set<number>()
  #timer: NodeJS.Timeout | undefined
  #chain: Promise<void> = Promise.resolve()

  /** `textsOf` answers with what is to be written for a matter; `undefined` when its texts are not known. */
  constructor(folder: string, around: Surroundings, textsOf: (matter: string) => CachedTexts | undefined) {
    this.#folder = path.join(folder, 'texts')
    this.#around = around
    this.#textsOf = textsOf
  }

  /** What one file holds, by matter; nothing when it cannot be used. */
  async read(shelf: number): Promise<Map<string, CachedTexts>> {
    const bytes = await readCovered(this.#file(shelf), this.#around.cover).catch(() => '')
    const unsealed = unseal(bytes.toString('utf8'), KIND)
    const found = new Map<string, CachedTexts>()
    this.#read.add(shelf)
    const rows = unsealed.state === 'good' ? rowsSchema.safeParse(JSON.parse(unsealed.body)) : undefined
    for (const { matter, head, title, ...rest } of rows?.data ?? []) {
      this.#matters[shelf]?.add(matter)
      found.set(matter, { head, texts: { ...rest, title } })
    }
    return found
  }

  /** The texts of a matter are others now; they are written some time later. */
  changed(matter: string): void {
    const shelf = shelfOf(matter)
    this.#matters[shelf]?.add(matter)
    this.#changed.add(shelf)
    if (this.#around.readOnly === undefined)
      this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), DELAY_MS).unref()
  }

  /** What is on the disk of a matter goes at once: it was removed, or content of it taken back. */
  drop(matter: string): Promise<void> {
    this.changed(matter)
    const file = this.#file(shelfOf(matter))
    return this.#inTurn(() => this.#cover.alone(file, () => rm(file, { force: true })))
  }

  /** Writes what has changed. Nothing is synced: a file that a crash tears is made again. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    return this.#inTurn(async () => {
      if (this.#around.readOnly !== undefined) return
      // what was never read still holds the texts of others
      for (const shelf of [...this.#changed].filter((each) => this.#read.has(each))) {
        this.#changed.delete(shelf)
        await this.#write(shelf)
      }
    })
  }

  async #write(shelf: number): Promise<void> {
    const rows: z.input<typeof rowsSchema> = []
    for (const matter of this.#matters[shelf] ?? []) {
      const known = this.#textsOf(matter)
      if (!known) continue
      const { passages, sources, title, ...rest } = known.texts
      const numbers = { passages: asText(passages), sources: asText(sources) }
      rows.push({ matter, head: known.head, ...(title === undefined ? {} : { title }), ...rest, ...numbers })
    }
    const file = this.#file(shelf)
    await mkdir(this.#folder, { recursive: true })
    const text = seal(KIND, 1, JSON.stringify(rows))
    await this.#cover.alone(file, async () => {
      await writeFile(`${file}.tmp`, await this.#cover.wrap(file, text))
      await rename(`${file}.tmp`, file)
    })
  }

  get #cover() {
    return this.#around.cover ?? PLAIN
  }

  #inTurn(run: () => Promise<void>): Promise<void> {
    const done = this.#chain.then(run)
    this.#chain = done.catch(() => undefined)
    return done
  }

  #file(shelf: number): string {
    return path.join(this.#folder, `${String(shelf).padStart(2, '0')}.json`)
  }
}

const shelfOf = (matter: string) => (createHash('sha256').update(matter).digest()[0] ?? 0) % SHELVES
