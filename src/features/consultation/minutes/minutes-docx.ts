import { official, paragraph, title as titled } from '../../paper/official.ts'
import { paperOf } from './paper.ts'

/** The Word file of minutes; `note` stands at their end, such as how many have confirmed them. */
export function minutesDocx(text: string, title: string, note: string): Promise<Blob> {
  const said = paperOf(text).map(({ as, text: words }) => {
    if (as === 'title') return titled(words)
    return as === 'heading' ? paragraph(words, 'heading', true) : paragraph(words)
  })
  return official({ title }, [...said, paragraph(note)])
}
