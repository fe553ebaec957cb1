/** True for a text that a spreadsheet takes for a formula: = + - @, tab or carriage return first, full-width forms too. */
export function isFormula(text: string): boolean {
  return /^[=+\-@\t\r＝＋－＠]/.test(text)
}

/** A text that no spreadsheet takes for a formula: an apostrophe stands before it (OWASP, CSV Injection). */
export function harmless(text: string): string {
  return isFormula(text) ? `'${text}` : text
}

const field = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/**
 * Lines as CSV (RFC 4180) that Excel opens rightly: with a byte-order mark, CRLF between the lines, and no cell that
 * begins a formula.
 */
export function csv(lines: readonly (readonly string[])[]): string {
  return `\uFEFF${lines.map((line) => line.map((text) => field(harmless(text))).join(',')).join('\r\n')}\r\n`
}
