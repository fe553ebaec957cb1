/** A line of minutes as it is set: the title, a heading of a section, or a line of text. */
export interface PaperLine {
  as: 'title' | 'heading' | 'line'
  text: string
}

// A Chinese number up to 99 and the comma that follows it in official documents.
const HEADING = /^[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}\u3001/

/** Cuts minutes into lines: the first is the title, those that begin with 一、 are headings; empty ones are left out. */
export function paperOf(text: string): PaperLine[] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.map((line, index) => ({
    as: index === 0 ? 'title' : HEADING.test(line) ? 'heading' : 'line',
    text: line,
  }))
}
