import { diffArrays } from 'diff'
import { codePoints } from '../../../core/text/hygiene.ts'
import type { ProposalText } from '../../../core/proposal/events.ts'

/** A run of text that stayed, came or went. */
export interface Piece {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** One place of the text as it differs: which part, for suggestions the number in the newer (or, if gone, the older) version. */
export interface PartDifference {
  part: 'title' | 'situation' | 'analysis' | 'suggestion' | 'category' | 'region'
  number?: number
  pieces: Piece[]
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })
const split = (text: string) => [...words.segment(text)].map(({ segment }) => segment)

/** What changed between two texts, by words; Chinese is cut into words where the language has them. */
export function compare(before: string, after: string): Piece[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }]
  return diffArrays(split(before), split(after)).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }))
}

/** Every part of a proposal, in reading order, with what changed in it. */
export function compareVersions(before: ProposalText, after: ProposalText): PartDifference[] {
  const plain = (['title', 'situation', 'analysis'] as const).map((part) => ({
    part,
    pieces: compare(before[part] ?? '', after[part] ?? ''),
  }))
  const codes = (['category', 'region'] as const)
    .filter((part) => before[part] !== after[part])
    .map((part) => ({
      part,
      pieces: [
        { kind: 'removed' as const, text: before[part] },
        { kind: 'added' as const, text: after[part] },
      ],
    }))
  return [...plain, ...compareSuggestions(before.suggestions, after.suggestions), ...codes].filter(
    ({ pieces }) => pieces.length > 0,
  )
}

/** Suggestions that stayed are matched first; what came and went between two of them is compared in pairs. */
function compareSuggestions(before: readonly string[], after: readonly string[]): PartDifference[] {
  const found: PartDifference[] = []
  const gone: string[] = []
  let number = 0
  const add = (pieces: Piece[]) => found.push({ part: 'suggestion', number: ++number, pieces })
  const flush = () => {
    for (const text of gone.splice(0)) found.push({ part: 'suggestion', pieces: [{ kind: 'removed', text }] })
  }
  for (const { added, removed, value } of diffArrays([...before], [...after])) {
    if (removed) {
      gone.push(...value)
      continue
    }
    for (const text of value) {
      const old = added ? gone.shift() : undefined
      if (!added) flush()
      add(added ? compare(old ?? '', text) : [{ kind: 'same', text }])
    }
  }
  flush()
  return found
}

/** How many characters came and went in all. */
export function countChanges(parts: readonly PartDifference[]): { added: number; removed: number } {
  const count = (kind: Piece['kind']) =>
    parts
      .flatMap(({ pieces }) => pieces)
      .filter((piece) => piece.kind === kind)
      .reduce((sum, { text }) => sum + codePoints(text), 0)
  return { added: count('added'), removed: count('removed') }
}
