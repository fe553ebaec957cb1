import type { SimilarMatter } from '../../stores/similar.ts'

/** How alike two texts are, in words that a person can go by. */
export type Likeness = 'same' | 'close' | 'related'

// The server's measure: two texts of one proposal score 0.9 and more, two proposals on one theme 0.2 and more.
const FROM: readonly (readonly [Likeness, number])[] = [
  ['same', 0.6],
  ['close', 0.3],
  ['related', 0.12],
]

/** The word for a score of 0–1; `undefined` when the texts have too little in common to be shown. */
export function likenessOf(score: number): Likeness | undefined {
  return FROM.find(([, least]) => score >= least)?.[0]
}

/** What is worth showing, with its word, the most alike first. */
export function worthShowing(items: readonly SimilarMatter[]): (SimilarMatter & { likeness: Likeness })[] {
  return items.flatMap((item) => {
    const likeness = likenessOf(item.score)
    return likeness ? [{ ...item, likeness }] : []
  })
}
