import type { Paragraph } from 'docx'
import { line, official, paragraph, right, title } from '../../paper/official.ts'
import type { Letter, LetterItem } from './letter.ts'

function item({ ordinal, suggestion, source, reply, class: grade, promise }: LetterItem): Paragraph[] {
  const [first = '', ...rest] = suggestion
  return [
    paragraph(`${ordinal}${first}`, 'heading', true),
    ...rest.map((said) => paragraph(said, 'quote')),
    ...(source ? [paragraph(`（${source}）`, 'quote')] : []),
    ...reply.map((said) => paragraph(said)),
    paragraph(grade, 'heading'),
    ...(promise ? [paragraph(promise)] : []),
  ]
}

/** The Word file of a letter. */
export function letterDocx(letter: Letter): Promise<Blob> {
  const marks = [letter.number, letter.round, letter.classes].filter(Boolean).join('　')
  return official({ title: letter.title, creator: letter.unit }, [
    right(marks),
    line(''),
    title(letter.title),
    line(letter.to),
    ...letter.opening.map((said) => paragraph(said)),
    ...letter.items.flatMap(item),
    line(''),
    line(''),
    right(letter.unit, true),
    right(letter.date, true),
  ])
}
