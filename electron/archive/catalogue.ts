import { Low } from 'lowdb'
import path from 'node:path'
import { z } from 'zod'
import { archiveEntrySchema, type ArchiveEntry } from '../../core/desktop/contract.ts'
import type { Summary } from '../../core/wire/records.ts'
import { hex64 } from '../../core/wire/scalars.ts'
import { DurableFile, type Surroundings } from './durable-file.ts'

/** How long changes that can be found again in the segments may wait for their write, in ms. */
const DELAY_MS = 1000

/**
 * An entry, the hash of the last kept event, and the stamp of the segments when that was so. A record whose stamp is
 * still the same needs no look at start.
 */
const rowSchema = archiveEntrySchema.extend({ head: hex64.optional(), stamp: z.string().max(64).optional() })
export type CatalogueRow = z.output<typeof rowSchema>

/** The list of what is kept, one entry a matter. The segments are the truth: what it lacks is found again in them. */
export class Catalogue {
  readonly #low: Low<CatalogueRow[]>
  readonly #around: Surroundings
  readonly #rows = new Map<string, CatalogueRow>()
  #timer: NodeJS.Timeout | undefined

  constructor(folder: string, around: Surroundings) {
    const form = { kind: 'catalogue', schema: z.array(rowSchema), serialise: textOfAll }
    this.#low = new Low(new DurableFile(path.join(folder, 'catalogue.json'), form, around), [])
    this.#around = around
  }

  async load(): Promise<void> {
    await this.#low.read()
    this.#rows.clear()
    for (const row of this.#low.data) this.#rows.set(row.summary.id, row)
  }

  /** Every entry, the matter that changed last first. */
  list(): ArchiveEntry[] {
    const entries = [...this.#rows.values()].map(({ head: _head, stamp: _stamp, ...entry }) => entry)
    return entries.sort((a, b) => b.summary.updatedAt - a.summary.updatedAt)
  }

  matters(): string[] {
    return [...this.#rows.keys()]
  }

  get(matter: string): CatalogueRow | undefined {
    return this.#rows.get(matter)
  }

  /** Puts an entry in memory; it reaches the disk with the next `save` or by itself soon after. */
  put(row: CatalogueRow): void {
    this.#rows.set(row.summary.id, row)
    if (this.#around.readOnly !== undefined) return
    this.#timer ??= setTimeout(() => void this.save().catch(() => undefined), DELAY_MS)
  }

  remove(matter: string): void {
    this.#rows.delete(matter)
  }

  /** Resolves when the list as it stands is on the disk. */
  async save(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#low.data = [...this.#rows.values()]
    await this.#low.write()
  }

  /** Writes what is still waiting, if anything is. */
  async flush(): Promise<void> {
    if (this.#timer) await this.save()
  }
}

// Rows are replaced, never changed: each is turned into text once.
const texts = new WeakMap<CatalogueRow, string>()

function textOf(row: CatalogueRow): string {
  const known = texts.get(row)
  if (known !== undefined) return known
  const text = JSON.stringify(row)
  texts.set(row, text)
  return text
}

const textOfAll = (rows: CatalogueRow[]) => `[${rows.map(textOf).join(',')}]`

/** The newer of two lines of the same matter. */
export function newer(a: Summary, b: Summary): Summary {
  return b.seq > a.seq || (b.seq === a.seq && b.updatedAt >= a.updatedAt) ? b : a
}

/**
 * The entry after its record was found to end at `seq`. `troubles` is what was wrong on the disk, if anything; an entry
 * once damaged stays so until everything its summary counts is kept again.
 */
export function settle<Entry extends ArchiveEntry>(entry: Entry, seq: number, troubles: readonly string[] = []): Entry {
  const { note, ...rest } = entry
  const lost = troubles.length > 0 ? troubles.join('; ').slice(0, 300) : note
  const whole = seq >= entry.summary.seq
  const damaged = troubles.length > 0 || entry.condition === 'damaged' || seq < entry.seq
  const condition = whole ? 'whole' : damaged ? 'damaged' : 'behind'
  const shown = condition === 'damaged' || troubles.length > 0 ? (lost ?? `events after ${seq} were lost`) : undefined
  return { ...rest, seq, condition, ...(shown === undefined ? {} : { note: shown }) } as Entry
}
