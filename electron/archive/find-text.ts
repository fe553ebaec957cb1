import { fold, queryTerms } from '../../core/text/terms.ts'

/** The most that an excerpt holds, in UTF-16 units. */
export const EXCERPT_LENGTH = 120

/** What is looked for: the query as one phrase, and the terms that must all be there. */
export interface Query {
  phrase: string
  terms: string[]
}

/** The query for a text as typed; `undefined` when it holds nothing to look for. */
export function queryOf(text: string): Query | undefined {
  const terms = queryTerms(text)
  return terms.length === 0 ? undefined : { phrase: fold(text).trim(), terms }
}

/**
 * Where a folded text answers a query: the place of the phrase, else of the first term; `undefined` when a term is
 * missing. Words count from their beginning (`lift` finds `lifts` but not `uplift`), 汉字 anywhere.
 */
export function findIn(folded: string, { phrase, terms }: Query): { place: number; exact: boolean } | undefined {
  let first: number | undefined
  for (const term of terms) {
    const place = placeOf(folded, term)
    if (place === -1) return undefined
    first ??= place
  }
  const exact = folded.indexOf(phrase)
  return exact === -1 ? { place: first ?? 0, exact: false } : { place: exact, exact: true }
}

const HAN = /^\p{Script=Han}/u
const WORD_BEFORE = /[^\P{L}\p{Script=Han}]$|\p{N}$/u

function placeOf(folded: string, term: string): number {
  if (HAN.test(term)) return folded.indexOf(term)
  for (let place = folded.indexOf(term); place !== -1; place = folded.indexOf(term, place + 1))
    if (!WORD_BEFORE.test(folded.slice(Math.max(0, place - 2), place))) return place
  return -1
}

/** The place in `text` that a place in its folded form stands for. */
export function unfoldedPlace(text: string, place: number): number {
  if (fold(text).length === text.length) return place
  let folded = 0
  let original = 0
  for (const character of text) {
    if (folded >= place) break
    folded += fold(character).length
    original += character.length
  }
  return original
}

/** At most 120 UTF-16 units around a place, on one line, no character cut in two, `…` where something was left out. */
export function excerptAt(text: string, place: number): string {
  const room = EXCERPT_LENGTH - 2
  let start = Math.max(0, Math.min(place - 30, text.length - room))
  let end = Math.min(text.length, start + room)
  if (isSecondHalf(text, start)) start++
  if (isSecondHalf(text, end)) end--
  const middle = text.slice(start, end).replace(/\s+/g, ' ')
  return `${start > 0 ? '…' : ''}${middle}${end < text.length ? '…' : ''}`
}

function isSecondHalf(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return code >= 0xdc00 && code <= 0xdfff
}
