import type { ClockBook } from '../../core/clock/book.ts'
import type { MatterKind } from '../../core/matter/state.ts'
import { features } from '../../core/text/features.ts'
import { SimilarityIndex } from '../../core/text/similarity.ts'
import type { Summary } from '../../core/wire/records.ts'
import type { Logger } from '../log.ts'
import type { Store } from '../store/contract.ts'
import type { Viewer } from '../store/queries.ts'
import type { Appended, Matters } from './matters.ts'
import { derivedOf } from './views.ts'

export interface Similar {
  summary: Summary
  score: number
  shared: string[]
}

export interface SimilarMatters {
  /** A text may have changed. */
  note(fact: Appended): void
  /** Takes in what the store has, a little at a time; resolves when all of it is there. Never rejects. */
  fill(): Promise<void>
  /** Matters whose text is most like this one, best first, as far as the viewer may see them. */
  find(text: string, wanted: { kind?: MatterKind; limit: number }, viewer: Viewer): Promise<Similar[]>
  close(): void
}

/** Read from the store at once; each takes a few milliseconds to take in. */
const BATCH = 4
/** Looked up at once, to find the first that the viewer may see; then four times as many, and so on. */
const FIRST = 50

/** Compares texts with those of all matters, held in memory beside the store. */
export function createSimilar(parts: {
  store: Store
  matters: Matters
  book: () => ClockBook
  log: Logger
}): SimilarMatters {
  const { store, matters, book, log } = parts
  const index = new SimilarityIndex()
  // what was noted while the store is still being read is newer than what is read
  let noted: Set<string> | undefined
  let closed = false

  async function fill(): Promise<void> {
    noted = new Set()
    try {
      for (let after: number | undefined = 0; after !== undefined && !closed;) {
        const { items, next }: Awaited<ReturnType<Store['derived']>> = await store.derived({ after, limit: BATCH })
        for (const { matter, features: found } of items) {
          const held = found ?? (await derive(matter))
          if (held && !noted.has(matter)) index.put(matter, held)
        }
        after = next
        await new Promise((resolve) => setImmediate(resolve))
      }
    } catch (error) {
      if (!closed) log.error({ err: error }, 'texts could not be taken in for comparing')
    }
    noted = undefined
  }

  /** Of a record from before texts were compared; kept from now on. */
  async function derive(matter: string) {
    const state = await matters.lives.use(matter, (live) => live.durable.state)
    if (!state) return undefined
    const derived = derivedOf(state, book())
    await store.putDerived(matter, derived)
    return derived.features
  }

  return {
    note({ matter, features: changed }) {
      if (!changed) return
      noted?.add(matter)
      index.put(matter, changed)
    },
    fill,
    async find(text, { kind, limit }, viewer) {
      const asked = features(text)
      const ranked = index.rank(asked)
      const found: Similar[] = []
      let at = 0
      for (let many = FIRST; at < ranked.length && found.length < limit; many *= 4) {
        const some = new Map(ranked.slice(at, at + many).map(({ id, score }) => [id, score]))
        at += many
        for (const summary of await store.summaries([...some.keys()], viewer)) {
          if ((kind !== undefined && summary.kind !== kind) || found.length === limit) continue
          found.push({ summary, score: some.get(summary.id) ?? 0, shared: index.shared(asked, summary.id) })
        }
      }
      return found
    },
    close() {
      closed = true
    },
  }
}
