import type { ArchiveHit } from '../../core/desktop/contract.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import {
  foldedOf,
  newestIn,
  passageAt,
  sourceAt,
  spanOf,
  standsSince,
  textOf,
  type CompactTexts,
} from './compact-texts.ts'
import { excerptAt, findIn, queryOf, unfoldedPlace, type Query } from './find-text.ts'
import { MatterTexts } from './matter-texts.ts'

/** The most hits that one search answers with. */
export const MOST_HITS = 200

/** How many matters are followed event by event; of the others, what was appended is read with the next search. */
const MOST_FOLLOWED = 8

interface Found {
  matter: string
  texts: CompactTexts
  passage: number
  at: number
  place: number
  exact: boolean
}

/**
 * Searches the texts of all kept matters, held folded in memory, two strings a matter. Looking through all of them in
 * turn is cheaper than keeping an index: it costs no time at an append and half the memory.
 */
export class ArchiveSearch {
  readonly #matters = new Map<string, CompactTexts>()
  /** Matters that change just now, the one that changed last at the end. */
  readonly #followed = new Map<string, MatterTexts>()
  /** Those of them that have changed since they were laid out. */
  readonly #changed = new Set<string>()

  knows(matter: string): boolean {
    return this.#matters.has(matter)
  }

  /** The texts of a matter as they stand; `undefined` when they are not known. */
  textsOf(matter: string): CompactTexts | undefined {
    const texts = this.#followed.get(matter)
    if (this.#changed.delete(matter) && texts) this.#matters.set(matter, texts.compact())
    return this.#matters.get(matter)
  }

  /** Takes in a whole record. */
  learn(matter: string, events: readonly RecordEvent[]): void {
    const texts = new MatterTexts(events)
    this.#matters.set(matter, texts.compact())
    this.#followed.delete(matter)
    this.#followed.set(matter, texts)
    for (const [other] of this.#followed) {
      if (this.#followed.size <= MOST_FOLLOWED) break
      this.textsOf(other)
      this.#followed.delete(other)
    }
  }

  /** Takes in texts as they were laid out before. */
  recall(matter: string, texts: CompactTexts): void {
    this.#followed.delete(matter)
    this.#matters.set(matter, texts)
  }

  /** Takes in events that were appended to a record. */
  follow(matter: string, events: readonly RecordEvent[]): void {
    const texts = this.#followed.get(matter)
    for (const event of events) texts?.fold(event)
    if (texts?.stale === false) this.#changed.add(matter)
    else this.forget(matter)
  }

  forget(matter: string): void {
    this.#matters.delete(matter)
    this.#followed.delete(matter)
    this.#changed.delete(matter)
  }

  /** Whole phrases first, then the newest. `titleOf` names a matter whose own text is not known. */
  find(text: string, titleOf: (matter: string) => string): ArchiveHit[] {
    const query = queryOf(text)
    if (!query) return []
    for (const matter of [...this.#changed]) this.textsOf(matter)
    const found = new Best()
    // the newest first: of a word that is everywhere, most of what is older need not be looked at
    const matters = [...this.#matters].map(([matter, texts]) => ({ matter, texts, newest: newestIn(texts) }))
    for (const { matter, texts, newest } of matters.sort((a, b) => b.newest - a.newest))
      lookIn(matter, texts, newest, query, found)
    return found.hits().map(({ matter, texts, passage, place: folded }) => {
      const own = textOf(texts, passage)
      const place = unfoldedPlace(own, folded)
      const title = texts.title ?? titleOf(matter)
      return { matter, title, ...sourceAt(texts, passage, place), excerpt: excerptAt(own, place) }
    })
  }
}

/** The hits that will be answered with, as far as is known: whole phrases and others apart, each the newest. */
class Best {
  readonly #exact: Found[] = []
  readonly #others: Found[] = []
  /** What is older than this cannot be among them: as a whole phrase, and otherwise. */
  exactFloor = -Infinity
  floor = -Infinity

  add(hit: Found): void {
    const list = hit.exact ? this.#exact : this.#others
    list.push(hit)
    if (list.length < 2 * MOST_HITS) return
    const least = cut(list)
    if (hit.exact) this.exactFloor = least
    this.floor = Math.max(this.floor, least)
  }

  hits(): Found[] {
    cut(this.#exact)
    cut(this.#others)
    return [...this.#exact, ...this.#others].slice(0, MOST_HITS)
  }
}

/** Leaves the newest, and answers with the time of the last of them. */
function cut(list: Found[]): number {
  list.sort((a, b) => b.at - a.at)
  list.length = Math.min(list.length, MOST_HITS)
  return list.at(-1)?.at ?? -Infinity
}

function lookIn(matter: string, texts: CompactTexts, newest: number, query: Query, found: Best): void {
  if (newest < found.exactFloor) return
  const all = foldedOf(texts)
  const [term = ''] = query.terms
  if (query.terms.some((each) => !all.includes(each))) return
  if (newest < found.floor && !all.includes(query.phrase)) return
  let passage = 0
  for (let place = all.indexOf(term); place !== -1;) {
    passage = passageAt(texts, place, passage)
    const at = standsSince(texts, passage)
    const [start, end] = spanOf(texts, passage)
    const hit = at < found.exactFloor ? undefined : findIn(all.slice(start, end), query)
    if (hit && (hit.exact || at >= found.floor)) found.add({ matter, texts, passage, at, ...hit })
    place = all.indexOf(term, end)
  }
}
