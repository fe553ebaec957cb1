/** A line of minutes as it is set: the title, a heading of a section, or a line of text. */
export interface PaperLine {
  as: 'title' | 'heading' | 'line'
  text: string
}

const HEADING = /^[一二三四五六七八九十]{1,3}、/

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
