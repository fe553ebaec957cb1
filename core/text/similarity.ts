import { readable, weigh, type Features } from './features.ts'
import { Postings } from './postings.ts'

/** A text like the one asked about: `score` is the cosine, 0–1. */
export interface Ranked {
  id: string
  score: number
}

/** `shared`: the terms that make it alike, strongest first. */
export interface Likeness extends Ranked {
  shared: string[]
}

const SHARED_MOST = 8
/** The norms are reckoned anew when this share of the texts has changed since. */
const STALE_SHARE = 0.05

/**
 * Texts that can be compared: TF-IDF with logarithmic term frequency, weights `weigh(tf)` · idf with
 * idf = 1 + ln((1 + N) / (1 + df)), and the cosine of the angle between them
 * (Manning, Raghavan, Schütze: Introduction to Information Retrieval, 2008, sections 6.2–6.4).
 */
export class SimilarityIndex {
  readonly #numbers = new Map<string, number>()
  readonly #ids: (string | undefined)[] = []
  readonly #free: number[] = []
  readonly #postings = new Postings()
  /** Of each text as it was last reckoned. */
  readonly #norms: number[] = []
  #changes = 0

  /** Number of texts held. */
  get size(): number {
    return this.#numbers.size
  }

  /** Adds a text, or replaces it; one without features is like no other, and weighs in none. */
  put(id: string, features: Features): void {
    this.remove(id)
    if (features.size === 0) return
    const doc = this.#free.pop() ?? this.#ids.length
    this.#ids[doc] = id
    this.#numbers.set(id, doc)
    this.#postings.add(doc, features)
    let square = 0
    for (const [feature, count] of features) square += (weigh(feature, count) * this.#idf(feature)) ** 2
    this.#norms[doc] = Math.sqrt(square)
    this.#changes++
  }

  /** Forgets a text; unknown ids are nothing to do. */
  remove(id: string): void {
    const doc = this.#numbers.get(id)
    if (doc === undefined) return
    this.#postings.remove(doc)
    this.#numbers.delete(id)
    this.#ids[doc] = undefined
    this.#free.push(doc)
    this.#changes++
  }

  /** All texts that have anything in common with these features, best first. */
  rank(features: Features): Ranked[] {
    this.#renew()
    const scores = new Float64Array(this.#ids.length)
    let square = 0
    for (const [feature, count] of features) {
      const idf = this.#idf(feature)
      const weight = weigh(feature, count) * idf
      square += weight * weight
      this.#postings.addTo(scores, feature, weight * idf)
    }
    const norm = Math.sqrt(square)
    return this.#ids
      .flatMap((id, doc) => {
        const score = (scores[doc] ?? 0) / (norm * (this.#norms[doc] ?? 1) || 1)
        return id !== undefined && score > 0 ? [{ id, score: Math.min(1, score) }] : []
      })
      .sort((a, b) => b.score - a.score)
  }

  /** The terms that these features and a text have in common, strongest first, none inside another. */
  shared(features: Features, id: string): string[] {
    const doc = this.#numbers.get(id)
    if (doc === undefined) return []
    const strongest = [...features]
      .flatMap(([feature, count]) => {
        const other = this.#postings.countIn(doc, feature)
        const weight = weigh(feature, count) * weigh(feature, other) * this.#idf(feature) ** 2
        return other === 0 ? [] : [{ feature, weight }]
      })
      .sort((a, b) => b.weight - a.weight || a.feature.length - b.feature.length)
    const terms: string[] = []
    for (const { feature } of strongest) {
      const term = readable(feature)
      if (!terms.some((known) => known.includes(term) || term.includes(known))) terms.push(term)
      if (terms.length === SHARED_MOST) break
    }
    return terms
  }

  /** The texts most like these features, best first, at most `limit`; only those that `fits`. */
  like(features: Features, limit: number, fits: (id: string) => boolean = () => true): Likeness[] {
    return this.rank(features)
      .filter(({ id }) => fits(id))
      .slice(0, limit)
      .map((found) => ({ ...found, shared: this.shared(features, found.id) }))
  }

  #idf(feature: string): number {
    return idf(this.size, this.#postings.documentsWith(feature))
  }

  #renew(): void {
    if (this.#changes <= this.size * STALE_SHARE) return
    const norms = this.#postings.norms(this.#ids.length, (documents) => idf(this.size, documents))
    norms.forEach((norm, doc) => (this.#norms[doc] = norm))
    this.#changes = 0
  }
}

const idf = (all: number, documents: number) => 1 + Math.log((1 + all) / (1 + documents))
