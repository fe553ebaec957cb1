import { official, paragraph, title as titled } from './official.ts'
import { linesOf } from '../../../core/text/lines.ts'

/** The Word file of a text of several parts; `note` stands at its end, such as how many have confirmed minutes. */
export function textDocx(text: string, title: string, note: string): Promise<Blob> {
  const said = linesOf(text).map(({ as, text: words }) => {
    if (as === 'title') return titled(words)
    return as === 'heading' ? paragraph(words, 'heading', true) : paragraph(words)
  })
  return official({ title }, [...said, paragraph(note)])
}
