/** Who said something, when, and in which event of the record. */
export interface Source {
  seq: number
  at: number
  actor: string
}

/**
 * The texts of one matter that can be found, laid out for looking through thousands of matters: all of them in one
 * string, once as they are and once folded, and numbers that say where each begins.
 */
export interface CompactTexts {
  title: string | undefined
  text: string
  /** Absent where folding changes nothing. */
  folded?: string | undefined
  actors: string[]
  /** For each text: since when it stands, where it begins in `text` and in `folded`, and its first of `sources`. */
  passages: Float64Array
  /** From which place of its text on an event says it: the place, then its seq, time and actor. */
  sources: Float64Array
}

/** What lies between two texts; no query holds it. */
const BREAK = '\0'
const PASSAGE = 4
const SOURCE = 4

/** A text on its way in: since when it stands, and which event says it from a place of it on. */
export interface Said {
  at: number
  text: string
  folded: string
  sources: { place: number; source: Source }[]
}

/** Lays texts out. */
export function compact(title: string | undefined, said: Iterable<Said>): CompactTexts {
  const texts: string[] = []
  const foldedTexts: string[] = []
  const actors = new Map<string, number>()
  const passages: number[] = []
  const sources: number[] = []
  let textPlace = 0
  let foldedPlace = 0
  for (const { at, text, folded, sources: own } of said) {
    passages.push(at, textPlace, foldedPlace, sources.length / SOURCE)
    for (const { place, source } of own) {
      const actor = actors.get(source.actor) ?? actors.size
      actors.set(source.actor, actor)
      sources.push(place, source.seq, source.at, actor)
    }
    texts.push(text.replaceAll(BREAK, ' '))
    foldedTexts.push(folded.replaceAll(BREAK, ' '))
    textPlace += text.length + 1
    foldedPlace += folded.length + 1
  }
  const text = texts.join(BREAK)
  const folded = foldedTexts.join(BREAK)
  return {
    title,
    text,
    ...(folded === text ? {} : { folded }),
    actors: [...actors.keys()],
    passages: Float64Array.from(passages),
    sources: Float64Array.from(sources),
  }
}

export const countOf = ({ passages }: CompactTexts) => passages.length / PASSAGE
export const foldedOf = ({ folded, text }: CompactTexts) => folded ?? text
export const standsSince = ({ passages }: CompactTexts, n: number) => passages[n * PASSAGE] ?? 0

/** Since when the newest of them stands. */
export function newestIn({ passages }: CompactTexts): number {
  let newest = 0
  for (let place = 0; place < passages.length; place += PASSAGE) newest = Math.max(newest, passages[place] ?? 0)
  return newest
}

/** Where text `n` begins and ends in the folded string. */
export function spanOf(texts: CompactTexts, n: number): [number, number] {
  const { passages } = texts
  const end = n + 1 < countOf(texts) ? passages[(n + 1) * PASSAGE + 2]! - 1 : foldedOf(texts).length
  return [passages[n * PASSAGE + 2] ?? 0, end]
}

/** The text that a place of the folded string lies in, from `least` on. */
export function passageAt(texts: CompactTexts, place: number, least: number): number {
  let low = least
  let high = countOf(texts) - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (texts.passages[middle * PASSAGE + 2]! <= place) low = middle
    else high = middle - 1
  }
  return low
}

/** Text `n` as it was written. */
export function textOf(texts: CompactTexts, n: number): string {
  const { passages, text } = texts
  const end = n + 1 < countOf(texts) ? passages[(n + 1) * PASSAGE + 1]! - 1 : text.length
  return text.slice(passages[n * PASSAGE + 1], end)
}

/** The event that says what is at a place of text `n`. */
export function sourceAt({ passages, sources, actors }: CompactTexts, n: number, place: number): Source {
  const first = passages[n * PASSAGE + 3] ?? 0
  const end = (passages[(n + 1) * PASSAGE + 3] ?? sources.length / SOURCE) - 1
  let at = end
  while (at > first && sources[at * SOURCE]! > place) at--
  return {
    seq: sources[at * SOURCE + 1] ?? 0,
    at: sources[at * SOURCE + 2] ?? 0,
    actor: actors[sources[at * SOURCE + 3] ?? 0] ?? '',
  }
}
