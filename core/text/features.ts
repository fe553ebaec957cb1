import { fold } from './terms.ts'

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const HAN_PAIR = /(?=(\p{Script=Han}{2}))/gu

/** How often each feature occurs: words of two or more characters, and overlapping pairs of 汉字 (marked with `·`). */
export type Features = Map<string, number>

/** The features of a text by which it is compared with others. */
export function features(text: string): Features {
  const folded = fold(text)
  const counts: Features = new Map()
  const add = (feature: string) => counts.set(feature, (counts.get(feature) ?? 0) + 1)
  for (const { segment, isWordLike } of segmenter.segment(folded))
    if (isWordLike && [...segment].length > 1) add(segment)
  for (const [, pair] of folded.matchAll(HAN_PAIR)) add(`·${pair}`)
  return counts
}

/**
 * How much an occurrence counts: (1 + ln count), half of it for a pair. Pairs find what the segmentation misses; a small
 * change of wording breaks two of them and no word, so they weigh less.
 */
export function weigh(feature: string, count: number): number {
  return (1 + Math.log(count)) * (feature.startsWith('·') ? 0.5 : 1)
}

/** A feature as a person reads it. */
export function readable(feature: string): string {
  return feature.startsWith('·') ? feature.slice(1) : feature
}
