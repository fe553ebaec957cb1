const RUNS = /(\p{Script=Han}+)|((?:(?!\p{Script=Han})[\p{L}\p{N}])+)/gu

/** Width and case folded away (NFKC, lower case), so that Ａ finds a. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/**
 * The search terms of a text: for each run of 汉字 its single characters and its overlapping pairs (a run 停车难 gives
 * 停 车 难 停车 车难), and every other word as it is. Each term once, in order of first appearance.
 */
export function indexTerms(text: string): string[] {
  const terms = new Set<string>()
  for (const [, han, word] of fold(text).matchAll(RUNS)) {
    if (word) terms.add(word.slice(0, 64))
    if (!han) continue
    const characters = [...han]
    characters.forEach((character, i) => {
      terms.add(character)
      const next = characters[i + 1]
      if (next) terms.add(character + next)
    })
  }
  return [...terms]
}

/**
 * What must all be found for a query: pairs where a run has two or more 汉字, the character where it stands alone, and
 * words (the last as a prefix is up to the caller). An empty list means that the query holds nothing to search for.
 */
export function queryTerms(query: string): string[] {
  const terms = new Set<string>()
  for (const [, han, word] of fold(query).matchAll(RUNS)) {
    if (word) terms.add(word.slice(0, 64))
    if (!han) continue
    const characters = [...han]
    if (characters.length === 1) terms.add(han)
    for (let i = 0; i + 1 < characters.length; i++) terms.add(`${characters[i]}${characters[i + 1]}`)
  }
  return [...terms]
}
