import { Low } from 'lowdb'
import path from 'node:path'
import { z } from 'zod'
import { verifyCheckpoint, type Checkpoint } from '../../core/record/checkpoint.ts'
import { checkpointSchema } from '../../core/wire/records.ts'
import { DurableFile, type Surroundings } from './durable-file.ts'
import { KeptRecord } from './kept-record.ts'
import type { Remembered } from './stamp.ts'

/** How many records stay in memory that nobody uses just now. */
const MOST_IDLE = 12

/** A record in use, and the checkpoints beside it. */
export interface Kept {
  record: KeptRecord
  /** Read at the first call, and `again` on request. */
  checkpoints(again?: boolean): Promise<Checkpoint[]>
  /** Keeps a further one; durable when it resolves. */
  sign(checkpoint: Checkpoint): Promise<void>
}

/** `remembered`: where a record was left; `found`: a record turned out otherwise. */
export interface ShelfParts {
  remembered(matter: string): Remembered
  found(matter: string, kept: Kept, troubles: string[]): void
}

/** The records in use. What was used longest ago and is not in use is let go; it is read again when it is needed. */
export class KeptShelf {
  readonly #folder: string
  readonly #around: Surroundings
  readonly #parts: ShelfParts
  /** The one used last comes last. */
  readonly #shelf = new Map<string, { kept: Kept; under: Set<Promise<unknown>> }>()
  /** Records that are just being taken away. */
  readonly #leaving = new Map<string, Promise<unknown>>()

  constructor(folder: string, around: Surroundings, parts: ShelfParts) {
    this.#folder = folder
    this.#around = around
    this.#parts = parts
  }

  /** Runs something with a record, which stays in memory meanwhile. */
  async use<Result>(matter: string, run: (kept: Kept) => Promise<Result>): Promise<Result> {
    await this.#left(matter)
    const place = this.#shelf.get(matter) ?? { kept: this.#take(matter), under: new Set() }
    this.#shelf.delete(matter)
    this.#shelf.set(matter, place)
    const done = run(place.kept)
    const over = done.catch(() => undefined)
    place.under.add(over)
    try {
      return await done
    } finally {
      place.under.delete(over)
      this.#trim()
    }
  }

  /** Runs something that takes a record away: once nobody uses it, and nobody does until it is done. */
  async leave(matter: string, run: (kept: Kept) => Promise<void>): Promise<void> {
    await this.#left(matter)
    const { kept, under } = this.#shelf.get(matter) ?? { kept: this.#take(matter), under: new Set() }
    const done = Promise.all(under).then(() => run(kept))
    const over = done
      .catch(() => undefined)
      .then(() => {
        this.#shelf.delete(matter)
        this.#leaving.delete(matter)
      })
    this.#leaving.set(matter, over)
    await over
    await done
  }

  async #left(matter: string): Promise<void> {
    for (let leaving = this.#leaving.get(matter); leaving; leaving = this.#leaving.get(matter)) await leaving
  }

  #trim(): void {
    const idle = [...this.#shelf].filter(([, { under }]) => under.size === 0)
    for (const [matter] of idle.slice(0, Math.max(0, idle.length - MOST_IDLE))) this.#shelf.delete(matter)
  }

  #take(matter: string): Kept {
    const folder = path.join(this.#folder, matter)
    const form = { kind: 'checkpoints', schema: z.array(checkpointSchema) }
    const low = new Low<Checkpoint[]>(new DurableFile(path.join(folder, 'checkpoints.json'), form, this.#around), [])
    let loaded: Promise<void> | undefined
    const checkpoints = async (again = false) => {
      if (again) loaded = undefined
      loaded ??= low.read()
      await loaded.catch((error) => {
        loaded = undefined
        throw error
      })
      return [...low.data]
    }
    const found = (troubles: string[]) => this.#parts.found(matter, kept, troubles)
    const kept: Kept = {
      record: new KeptRecord(folder, matter, this.#around, this.#parts.remembered(matter), found),
      checkpoints,
      async sign(checkpoint) {
        await checkpoints()
        await low.update((known) => known.push(checkpoint))
      },
    }
    return kept
  }
}

/** The last place that a checkpoint of the pinned key confirms; of any key, where none is pinned. */
export async function signedPlace({ record, checkpoints }: Kept, pinned: string | undefined): Promise<number> {
  for (const checkpoint of (await checkpoints()).toSorted((a, b) => b.seq - a.seq)) {
    if ((await record.hashAt(checkpoint.seq)) !== checkpoint.hash) continue
    if ((pinned === undefined || checkpoint.key === pinned) && verifyCheckpoint(checkpoint)) return checkpoint.seq
  }
  return 0
}
