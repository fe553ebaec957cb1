import { weigh, type Features } from './features.ts'

const MOST_COUNT = 255
/** 1 + ln count, for every count that is kept. */
const LOG = Float64Array.from({ length: MOST_COUNT + 1 }, (_, count) => 1 + Math.log(Math.max(1, count)))

/** A slot and how often it has a feature, in one small integer: slot · 256 + count. */
type Posting = number
/** In the order of slots. Most features are in one slot only, which then stands alone. */
type List = Posting | Posting[]

const documentOf = (posting: Posting) => posting >>> 8
const logOf = (posting: Posting) => LOG[posting & MOST_COUNT] as number

/** The place of a slot in a list, or where it would stand. */
function placeIn(list: readonly Posting[], slot: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (documentOf(list[middle] as number) < slot) low = middle + 1
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
 * Which slots have which features. A feature is known by its hash, so that no text is kept: of a million features
 * some hundred share their number with another one, which a score does not notice.
 */
export class Postings {
  readonly #numbers = new Map<number, number>()
  readonly #lists: List[] = []
  /** What one occurrence of a feature weighs. */
  readonly #units: number[] = []
  readonly #featuresOf: (Int32Array | undefined)[] = []

  /** In how many slots a feature occurs. */
  documentsWith(feature: string): number {
    const list = this.#listOf(feature)
    return list === undefined ? 0 : lengthOf(list)
  }

  /** How often a slot has a feature; 0 for never. */
  countIn(slot: number, feature: string): number {
    const list = this.#listOf(feature) ?? []
    const found = typeof list === 'number' ? list : list[placeIn(list, slot)]
    return found !== undefined && documentOf(found) === slot ? found & MOST_COUNT : 0
  }

  /** Adds a slot that has no features yet. */
  add(slot: number, features: Features): void {
    const numbers = new Int32Array(features.size)
    let i = 0
    for (const [feature, count] of features) {
      const number = this.#numberOf(feature)
      const posting = slot * 256 + Math.min(count, MOST_COUNT)
      const list = this.#lists[number]
      if (list === undefined) this.#lists[number] = posting
      else if (typeof list === 'number')
        this.#lists[number] = documentOf(list) < slot ? [list, posting] : [posting, list]
      else if (documentOf(list.at(-1) ?? 0) < slot) list.push(posting)
      else list.splice(placeIn(list, slot), 0, posting)
      numbers[i++] = number
    }
    this.#featuresOf[slot] = numbers
  }

  remove(slot: number): void {
    for (const number of this.#featuresOf[slot] ?? []) {
      const list = this.#lists[number]
      if (typeof list === 'number') this.#lists[number] = []
      else list?.splice(placeIn(list, slot), 1)
    }
    this.#featuresOf[slot] = undefined
  }

  /** Adds (1 + ln count) · `factor` to the score of every slot that has the feature. */
  addTo(scores: Float64Array, feature: string, factor: number): void {
    const list = this.#listOf(feature) ?? []
    const weight = factor * weigh(feature, 1)
    for (const posting of typeof list === 'number' ? [list] : list)
      scores[documentOf(posting)] = (scores[documentOf(posting)] as number) + logOf(posting) * weight
  }

  /** The length of every slot's vector; `idf` of a number of slots. */
  norms(slots: number, idf: (slots: number) => number): Float64Array {
    const squares = new Float64Array(slots)
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
