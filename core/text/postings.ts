import { weigh, type Features } from './features.ts'

const MOST_COUNT = 255
/** 1 + ln count, for every count that is kept. */
const LOG = Float64Array.from({ length: MOST_COUNT + 1 }, (_, count) => 1 + Math.log(Math.max(1, count)))

/** A document's number and how often it has a feature, in one small integer: number · 256 + count. */
type Posting = number
/** In the order of documents. Most features are in one only, which then stands alone. */
type List = Posting | Posting[]

const documentOf = (posting: Posting) => posting >>> 8
const logOf = (posting: Posting) => LOG[posting & MOST_COUNT] as number

/** The place of a document in a list, or where it would stand. */
function placeIn(list: readonly Posting[], doc: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (documentOf(list[middle] as number) < doc) low = middle + 1
    else high = middle
  }
  return low
}

/** 32-bit FNV-1a of a text's UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}

/**
 * Which documents have which features. A feature is known by its hash, so that no text is kept: of a million features
 * some hundred share their number with another one, which a score does not notice.
 */
export class Postings {
  readonly #numbers = new Map<number, number>()
  readonly #lists: List[] = []
  /** What one occurrence of a feature weighs. */
  readonly #units: number[] = []
  readonly #featuresOf: (Int32Array | undefined)[] = []

  /** In how many documents a feature occurs. */
  documentsWith(feature: string): number {
    const list = this.#listOf(feature)
    return list === undefined ? 0 : lengthOf(list)
  }

  /** How often one of them has a feature; 0 for never. */
  countIn(doc: number, feature: string): number {
    const list = this.#listOf(feature) ?? []
    const found = typeof list === 'number' ? list : list[placeIn(list, doc)]
    return found !== undefined && documentOf(found) === doc ? found & MOST_COUNT : 0
  }

  /** Adds one that has no features yet. */
  add(doc: number, features: Features): void {
    const numbers = new Int32Array(features.size)
    let i = 0
    for (const [feature, count] of features) {
      const number = this.#numberOf(feature)
      const posting = doc * 256 + Math.min(count, MOST_COUNT)
      const list = this.#lists[number]
      if (list === undefined) this.#lists[number] = posting
      else if (typeof list === 'number')
        this.#lists[number] = documentOf(list) < doc ? [list, posting] : [posting, list]
      else if (documentOf(list.at(-1) ?? 0) < doc) list.push(posting)
      else list.splice(placeIn(list, doc), 0, posting)
      numbers[i++] = number
    }
    this.#featuresOf[doc] = numbers
  }

  remove(doc: number): void {
    for (const number of this.#featuresOf[doc] ?? []) {
      const list = this.#lists[number]
      if (typeof list === 'number') this.#lists[number] = []
      else list?.splice(placeIn(list, doc), 1)
    }
    this.#featuresOf[doc] = undefined
  }

  /** Adds (1 + ln count) · `factor` to the score of every one that has the feature. */
  addTo(scores: Float64Array, feature: string, factor: number): void {
    const list = this.#listOf(feature) ?? []
    const weight = factor * weigh(feature, 1)
    for (const posting of typeof list === 'number' ? [list] : list)
      scores[documentOf(posting)] = (scores[documentOf(posting)] as number) + logOf(posting) * weight
  }

  /** The length of the vector of each; `idf` of a number of documents. */
  norms(documents: number, idf: (documents: number) => number): Float64Array {
    const squares = new Float64Array(documents)
    this.#lists.forEach((list, number) => {
      const factor = idf(lengthOf(list)) * (this.#units[number] as number)
      for (const posting of typeof list === 'number' ? [list] : list)
        squares[documentOf(posting)] = (squares[documentOf(posting)] as number) + (logOf(posting) * factor) ** 2
    })
    return squares.map(Math.sqrt)
  }

  #listOf(feature: string): List | undefined {
    const number = this.#numbers.get(hashOf(feature))
    return number === undefined ? undefined : this.#lists[number]
  }

  #numberOf(feature: string): number {
    const hash = hashOf(feature)
    const known = this.#numbers.get(hash)
    if (known !== undefined) return known
    const number = this.#units.push(weigh(feature, 1)) - 1
    this.#numbers.set(hash, number)
    return number
  }
}

const lengthOf = (list: List) => (typeof list === 'number' ? 1 : list.length)
