import { Low } from 'lowdb'
import path from 'node:path'
import { z } from 'zod'
import { archiveEntrySchema, type ArchiveEntry } from '../../core/desktop/contract.ts'
import type { Summary } from '../../core/wire/records.ts'
import { DurableFile, type Surroundings } from './durable-file.ts'

/** How long changes that can be found again in the segments may wait for their write, in ms. */
const DELAY_MS = 250

/** The list of what is kept, one entry a matter. The segments are the truth: what it lacks is found again in them. */
export class Catalogue {
  readonly #low: Low<ArchiveEntry[]>
  readonly #around: Surroundings
  #timer: NodeJS.Timeout | undefined

  constructor(folder: string, around: Surroundings) {
    const form = { kind: 'catalogue', schema: z.array(archiveEntrySchema) }
    this.#low = new Low(new DurableFile(path.join(folder, 'catalogue.json'), form, around), [])
    this.#around = around
  }

  load(): Promise<void> {
    return this.#low.read()
  }

  /** Every entry, the matter that changed last first. */
  list(): ArchiveEntry[] {
    return this.#low.data.toSorted((a, b) => b.summary.updatedAt - a.summary.updatedAt)
  }

  get(matter: string): ArchiveEntry | undefined {
    return this.#low.data.find(({ summary }) => summary.id === matter)
  }

  /** Puts an entry in memory; it reaches the disk with the next `save` or by itself soon after. */
  put(entry: ArchiveEntry): void {
    const index = this.#low.data.findIndex(({ summary }) => summary.id === entry.summary.id)
    if (index === -1) this.#low.data.push(entry)
    else this.#low.data[index] = entry
    if (this.#around.readOnly !== undefined) return
    this.#timer ??= setTimeout(() => void this.save().catch(() => undefined), DELAY_MS)
  }

  remove(matter: string): void {
    this.#low.data = this.#low.data.filter(({ summary }) => summary.id !== matter)
  }

  /** Resolves when the list as it stands is on the disk. */
  async save(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#low.write()
  }

  /** Writes what is still waiting, if anything is. */
  async flush(): Promise<void> {
    if (this.#timer) await this.save()
  }
}

/** The newer of two lines of the same matter. */
export function newer(a: Summary, b: Summary): Summary {
  return b.seq > a.seq || (b.seq === a.seq && b.updatedAt >= a.updatedAt) ? b : a
}

/**
 * The entry after its record was found to end at `seq`. `troubles` is what was wrong on the disk, if anything; an entry
 * once damaged stays so until everything its summary counts is kept again.
 */
export function settle(entry: ArchiveEntry, seq: number, troubles: readonly string[] = []): ArchiveEntry {
  const { note, ...rest } = entry
  const lost = troubles.length > 0 ? troubles.join('; ').slice(0, 300) : note
  const whole = seq >= entry.summary.seq
  const damaged = troubles.length > 0 || entry.condition === 'damaged' || seq < entry.seq
  const condition = whole ? 'whole' : damaged ? 'damaged' : 'behind'
  const shown = condition === 'damaged' || troubles.length > 0 ? (lost ?? `events after ${seq} were lost`) : undefined
  return { ...rest, seq, condition, ...(shown === undefined ? {} : { note: shown }) }
}
