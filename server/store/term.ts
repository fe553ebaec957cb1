const TERM = /^[0-9a-z\u0080-\u{10ffff}]+$/u

/** True for what core/text/terms makes: letters and numbers, case folded. A store may join terms with spaces. */
export function isTerm(text: string): boolean {
  return TERM.test(text)
}
