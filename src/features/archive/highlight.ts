import { fold, queryTerms } from '../../../core/text/terms.ts'

/**
 * A text cut at what was sought, to mark it; a piece with `hit` is a place found. Case and width are ignored, as the
 * search does; of 汉字 that do not stand together the pairs are marked by which the search has found them.
 */
export function highlight(text: string, sought: string): { text: string; hit: boolean }[] {
  const characters = [...text]
  const forms = characters.map(fold)
  const folded = forms.join('')
  // which character each unit of the folded text comes from
  const origins = forms.flatMap((form, index) => Array.from({ length: form.length }, () => index))
  const marked = new Set<number>()
  for (const term of termsIn(folded, sought))
    for (let at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length))
      for (let unit = at; unit < at + term.length; unit++) marked.add(origins[unit] ?? -1)
  const parts: { text: string; hit: boolean }[] = []
  characters.forEach((character, index) => {
    const hit = marked.has(index)
    const last = parts.at(-1)
    if (last?.hit === hit) last.text += character
    else parts.push({ text: character, hit })
  })
  return parts
}

/** What is to be marked of each word: all of it, or the pairs of its 汉字 where it stands nowhere as a whole. */
function termsIn(folded: string, sought: string): string[] {
  const words = fold(sought).trim().split(/\s+/).filter(Boolean)
  return words.flatMap((word) =>
    folded.includes(word) ? [word] : queryTerms(word).filter((term) => /^\p{Script=Han}/u.test(term)),
  )
}
