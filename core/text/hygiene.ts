import { z } from 'zod'

// C0 and C1 controls but tab and line feed; bidirectional overrides and isolates; byte-order mark; line separators
const FORBIDDEN = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069\ufeff\u2028\u2029]/u
// names and titles additionally: no tab, no line break, no zero-width character but the joiners that scripts and emoji need
const FORBIDDEN_IN_NAME = /[\t\n\u061c\u180e\u200b\u200e\u200f\u2060-\u2064]/u

/** Length as a person counts: Unicode code points, not UTF-16 units. */
export function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** The form in which text is kept: line ends as LF, Unicode NFC, no white space around it. */
export function tidy(text: string): string {
  return text.replace(/\r\n?/g, '\n').normalize('NFC').trim()
}

/** True when a text holds a character that nothing may hold which is taken in: controls, bidi overrides, byte-order marks. */
export function hasForbidden(text: string): boolean {
  return FORBIDDEN.test(text) || !text.isWellFormed()
}

function bounded(min: number, max: number, forbidden: readonly RegExp[]) {
  return z
    .string()
    .max(max * 2 + 4096, { error: 'too-long' })
    .refine((text) => text.isWellFormed(), { error: 'lone-surrogate', abort: true })
    .transform(tidy)
    .refine((text) => !forbidden.some((pattern) => pattern.test(text)), { error: 'forbidden-character' })
    .refine((text) => codePoints(text) >= min, { error: min === 1 ? 'empty' : 'too-short' })
    .refine((text) => codePoints(text) <= max, { error: 'too-long' })
}

/** A passage: line breaks and tabs allowed; `min`–`max` code points after tidying. */
export const passage = (min: number, max: number) => bounded(min, max, [FORBIDDEN])

/** A name or title: one line, no control, bidi or invisible character; 1–`max` code points after tidying. */
export const title = (max: number) => bounded(1, max, [FORBIDDEN, FORBIDDEN_IN_NAME])

/** A passage that may be left empty; emptiness after tidying becomes absence. */
export const optionalPassage = (max: number) =>
  passage(0, max)
    .transform((text) => (text === '' ? undefined : text))
    .optional()
