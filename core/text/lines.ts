/** A line of a text as it is set: the title, a heading of a section, or a line of text. */
export interface TextLine {
  as: 'title' | 'heading' | 'line'
  text: string
}

// A Chinese number up to 99 and the comma that follows it in official documents, or a Roman one with its point.
const HEADING = /^(?:[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}\u3001|[IVX]{1,5}\. )/

/** Cuts a text into lines: the first is the title, those that begin with 一、 and I. are headings; empty ones are left out. */
export function linesOf(text: string): TextLine[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.map((line, index) => ({
    as: index === 0 ? 'title' : HEADING.test(line) ? 'heading' : 'line',
    text: line,
  }))
}
