import { setImmediate as breathe } from 'node:timers/promises'
import type { ArchiveHit } from '../../core/desktop/contract.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { REDACTED } from '../../core/record/redact.ts'
import { ArchiveSearch } from './archive-search.ts'
import type { Surroundings } from './durable-file.ts'
import { SHELVES, TextCache } from './text-cache.ts'

/** How long after the start the texts are read unasked, in ms: by then the first screen stands. */
const WARM_MS = 2000

/** What is known of kept records without reading them, and their events when need be. */
export interface TextParts {
  matters(): string[]
  /** The hash of the last kept event, and the title as the list has it. */
  about(matter: string): { head: string | undefined; title: string } | undefined
  events(matter: string): Promise<RecordEvent[]>
}

/** The texts of all kept records: read from their cache soon after the start, from the records where it does not fit. */
export class KeptTexts {
  readonly #search = new ArchiveSearch()
  readonly #cache: TextCache
  readonly #parts: TextParts
  #recalled: Promise<void> | undefined
  #learning: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #ended = false

  constructor(folder: string, around: Surroundings, parts: TextParts) {
    this.#parts = parts
    this.#cache = new TextCache(folder, around, (matter) => {
      const head = this.#parts.about(matter)?.head
      const texts = this.#search.textsOf(matter)
      return head !== undefined && texts ? { head, texts } : undefined
    })
  }

  /** Has the texts ready some time after the start, so that the first search need not wait. */
  warmLater(): void {
    if (this.#ended) return
    this.#timer ??= setTimeout(() => void this.#ready().catch(() => undefined), WARM_MS).unref()
  }

  /** Whole phrases first, then the newest. */
  async find(text: string): Promise<ArchiveHit[]> {
    await this.#ready()
    return this.#search.find(text, (matter) => this.#parts.about(matter)?.title ?? '')
  }

  /** Events were appended to a record. Resolves when content that they take back is in no cache any more. */
  async follow(matter: string, events: readonly RecordEvent[]): Promise<void> {
    this.#search.follow(matter, events)
    if (events.some(({ type }) => type === REDACTED)) await this.#cache.drop(matter)
    else this.#cache.changed(matter)
  }

  /** The record turned out to be other than was thought. */
  doubt(matter: string): void {
    this.#search.forget(matter)
    this.#cache.changed(matter)
  }

  /** The record is kept no longer. */
  async forget(matter: string): Promise<void> {
    this.#search.forget(matter)
    await this.#cache.drop(matter)
  }

  /** Writes what changed and reads no more. */
  async end(): Promise<void> {
    this.#ended = true
    clearTimeout(this.#timer)
    await this.#learning?.catch(() => undefined)
    await this.#cache.flush()
  }

  async #ready(): Promise<void> {
    this.#recalled ??= this.#recall()
    await this.#recalled
    this.#learning ??= this.#learn().finally(() => (this.#learning = undefined))
    await this.#learning
  }

  async #recall(): Promise<void> {
    for (let shelf = 0; shelf < SHELVES && !this.#ended; shelf++)
      for (const [matter, { head, texts }] of await this.#cache.read(shelf))
        if (this.#parts.about(matter)?.head === head && !this.#search.knows(matter)) this.#search.recall(matter, texts)
  }

  async #learn(): Promise<void> {
    for (const matter of this.#parts.matters()) {
      if (this.#ended || this.#search.knows(matter)) continue
      this.#search.learn(matter, await this.#parts.events(matter))
      this.#cache.changed(matter)
      await breathe()
    }
  }
}
