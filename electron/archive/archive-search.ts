import type { ArchiveHit } from '../../core/desktop/contract.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { excerptAt, findIn, queryOf, unfoldedPlace } from './find-text.ts'
import { MatterTexts, type Passage } from './matter-texts.ts'

/** The most hits that one search answers with. */
export const MOST_HITS = 200

/**
 * Searches the texts of all kept matters, held folded in memory. Looking through all of them in turn is cheaper than
 * keeping an index: it costs no time at an append and half the memory, and 10,000 messages take a few ms.
 */
export class ArchiveSearch {
  readonly #matters = new Map<string, MatterTexts>()

  knows(matter: string): boolean {
    return this.#matters.get(matter)?.stale === false
  }

  /** Takes in a whole record. */
  learn(matter: string, events: readonly RecordEvent[]): void {
    this.#matters.set(matter, new MatterTexts(events))
  }

  /** Takes in events that were appended to a record. */
  follow(matter: string, events: readonly RecordEvent[]): void {
    for (const event of events) this.#matters.get(matter)?.fold(event)
  }

  forget(matter: string): void {
    this.#matters.delete(matter)
  }

  /** Whole phrases first, then the newest. `titleOf` names a matter whose own text is not known. */
  find(text: string, titleOf: (matter: string) => string): ArchiveHit[] {
    const query = queryOf(text)
    if (!query) return []
    const found: { matter: string; title: string; passage: Passage; place: number; exact: boolean }[] = []
    for (const [matter, texts] of this.#matters) {
      const title = texts.title() ?? titleOf(matter)
      for (const passage of texts.passages()) {
        const hit = findIn(passage.folded, query)
        if (hit) found.push({ matter, title, passage, ...hit })
      }
    }
    found.sort((a, b) => Number(b.exact) - Number(a.exact) || b.passage.at - a.passage.at)
    return found.slice(0, MOST_HITS).map(({ matter, title, passage, place: folded }) => {
      const place = unfoldedPlace(passage.text, folded)
      const { seq, at, actor } = passage.cite(place)
      return { matter, title, seq, at, actor, excerpt: excerptAt(passage.text, place) }
    })
  }
}
