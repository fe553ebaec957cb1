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

/**
 * The terms two texts share, as one reads them in `text`: the server names pairs of characters, and those that follow
 * one another there are one word (杨梅, 梅桥 → 杨梅桥). The longest first; `plain` words say nothing and are left out.
 */
export function readable(shared: readonly string[], text: string, plain: readonly string[]): string[] {
  const at = new Array<boolean>(text.length).fill(false)
  // joined[i]: the characters i and i + 1 stand in one shared term
  const joined = new Array<boolean>(text.length).fill(false)
  for (const term of shared)
    for (let i = text.indexOf(term); i >= 0; i = text.indexOf(term, i + 1))
      for (let k = 0; k < term.length; k++) {
        at[i + k] = true
        if (k + 1 < term.length) joined[i + k] = true
      }
  const words = new Set<string>()
  for (let i = 0; i < text.length; i++) {
    if (!at[i] || (i > 0 && joined[i - 1])) continue
    let end = i
    while (joined[end]) end++
    words.add(text.slice(i, end + 1))
  }
  const all = [...words].filter((word) => !plain.includes(word)).sort((a, b) => b.length - a.length)
  return all.filter((word, index) => !all.slice(0, index).some((longer) => longer.includes(word)))
}

/** What is worth showing, with its word, the most alike first. */
export function worthShowing(items: readonly SimilarMatter[]): (SimilarMatter & { likeness: Likeness })[] {
  return items.flatMap((item) => {
    const likeness = likenessOf(item.score)
    return likeness ? [{ ...item, likeness }] : []
  })
}
