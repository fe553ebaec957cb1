import { readable, weigh, type Features } from './features.ts'

/** A text like the one asked about: `score` is the cosine, 0–1; `shared` the terms that make it so, strongest first. */
export interface Likeness {
  id: string
  score: number
  shared: string[]
}

interface Posting {
  document: number
  weight: number
}

const SHARED_MOST = 8
/** The norms are reckoned anew when this share of the texts has changed since. */
const STALE_SHARE = 0.01

/**
 * Texts that can be compared: TF-IDF with logarithmic term frequency, weights `weigh(tf)` · idf with
 * idf = 1 + ln((1 + N) / (1 + df)), and the cosine of the angle between them
 * (Manning, Raghavan, Schütze: Introduction to Information Retrieval, 2008, sections 6.2–6.4).
 */
export class SimilarityIndex {
  readonly #numbers = new Map<string, number>()
  readonly #ids: (string | undefined)[] = []
  readonly #vectors: (Map<string, number> | undefined)[] = []
  readonly #postings = new Map<string, Posting[]>()
  #norms = new Float64Array(0)
  #changes = 0

  /** Number of texts held. */
  get size(): number {
    return this.#numbers.size
  }

  /** Adds a text, or replaces it. */
  put(id: string, features: Features): void {
    this.remove(id)
    const document = this.#ids.push(id) - 1
    const vector = new Map([...features].map(([feature, count]) => [feature, weigh(feature, count)]))
    this.#numbers.set(id, document)
    this.#vectors.push(vector)
    for (const [feature, weight] of vector) {
      const postings = this.#postings.get(feature)
      if (postings) postings.push({ document, weight })
      else this.#postings.set(feature, [{ document, weight }])
    }
    this.#changes++
  }

  /** Forgets a text; unknown ids are nothing to do. */
  remove(id: string): void {
    const document = this.#numbers.get(id)
    if (document === undefined) return
    for (const feature of this.#vectors[document]?.keys() ?? []) {
      const rest = this.#postings.get(feature)?.filter((posting) => posting.document !== document) ?? []
      if (rest.length > 0) this.#postings.set(feature, rest)
      else this.#postings.delete(feature)
    }
    this.#numbers.delete(id)
    this.#ids[document] = undefined
    this.#vectors[document] = undefined
    this.#changes++
  }

  /** The texts most like these features, best first, at most `limit`; only those that `fits`. */
  like(features: Features, limit: number, fits: (id: string) => boolean = () => true): Likeness[] {
    this.#renew()
    const scores = new Float64Array(this.#ids.length)
    let square = 0
    for (const [feature, count] of features) {
      const idf = this.#idf(feature)
      const weight = weigh(feature, count) * idf
      square += weight * weight
      for (const posting of this.#postings.get(feature) ?? [])
        scores[posting.document]! += weight * posting.weight * idf
    }
    const norm = Math.sqrt(square)
    return this.#ids
      .flatMap((id, document) => {
        const score = (scores[document] ?? 0) / (norm * (this.#norms[document] ?? 1) || 1)
        return id !== undefined && score > 0 ? [{ id, document, score: Math.min(1, score) }] : []
      })
      .sort((a, b) => b.score - a.score)
      .filter(({ id }) => fits(id))
      .slice(0, limit)
      .map(({ id, document, score }) => ({ id, score, shared: this.#shared(features, document) }))
  }

  #idf(feature: string): number {
    return 1 + Math.log((1 + this.size) / (1 + (this.#postings.get(feature)?.length ?? 0)))
  }

  #renew(): void {
    if (this.#norms.length === this.#ids.length && this.#changes <= this.size * STALE_SHARE) return
    const squares = new Float64Array(this.#ids.length)
    for (const [feature, postings] of this.#postings) {
      const idf = this.#idf(feature)
      for (const { document, weight } of postings) squares[document]! += (weight * idf) ** 2
    }
    this.#norms = squares.map(Math.sqrt)
    this.#changes = 0
  }

  #shared(features: Features, document: number): string[] {
    const vector = this.#vectors[document] ?? new Map<string, number>()
    const strongest = [...features]
      .flatMap(([feature, count]) => {
        const other = vector.get(feature)
        return other === undefined ? [] : [{ feature, weight: weigh(feature, count) * other * this.#idf(feature) ** 2 }]
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
}
