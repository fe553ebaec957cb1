import { AlignmentType, Document, LineRuleType, Packer, Paragraph, TextRun, convertMillimetersToTwip } from 'docx'
import { FACES } from '../../../i18n/faces.ts'
import type { Letter, LetterItem } from './letter.ts'

// GB/T 9704—2012 党政机关公文格式: title 2号, text and headings 3号, 28 pt a line, 28 characters wide.
const LATIN = 'Times New Roman'
const face = (eastAsia: string) => ({ ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia })
const TITLE = face(FACES.title)
const HEADING = face(FACES.heading)
const BODY = face(FACES.body)
const QUOTE = face(FACES.quote)
// Half points.
const SIZE = 32
const TITLE_SIZE = 44
const LINE = { line: 28 * 20, lineRule: LineRuleType.EXACT }
const TWO_CHARACTERS = 2 * 16 * 20

const run = (text: string, font = BODY, more: { size?: number; bold?: boolean } = {}) =>
  new TextRun({ text, font, size: SIZE, ...more })
const body = (text: string, font = BODY) =>
  new Paragraph({ children: [run(text, font)], spacing: LINE, indent: { firstLine: TWO_CHARACTERS } })
const empty = () => new Paragraph({ children: [run('')], spacing: LINE })

function item({ ordinal, suggestion, source, reply, class: grade, promise }: LetterItem): Paragraph[] {
  const [first = '', ...rest] = suggestion
  return [
    new Paragraph({
      children: [run(`${ordinal}${first}`, HEADING)],
      spacing: LINE,
      indent: { firstLine: TWO_CHARACTERS },
      keepNext: true,
    }),
    ...rest.map((line) => body(line, QUOTE)),
    ...(source ? [body(`（${source}）`, QUOTE)] : []),
    ...reply.map((line) => body(line)),
    body(grade, HEADING),
    ...(promise ? [body(promise)] : []),
  ]
}

/** The Word file of a letter. */
export function letterDocx(letter: Letter): Promise<Blob> {
  const marks = [letter.number, letter.round, letter.classes].filter(Boolean).join('　')
  const signature = (text: string) =>
    new Paragraph({
      children: [run(text)],
      spacing: LINE,
      alignment: AlignmentType.RIGHT,
      indent: { right: TWO_CHARACTERS },
      keepLines: true,
    })
  const document = new Document({
    title: letter.title,
    creator: letter.unit,
    styles: { default: { document: { run: { font: BODY, size: SIZE, language: { eastAsia: 'zh-CN' } } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) },
            margin: {
              top: convertMillimetersToTwip(37),
              bottom: convertMillimetersToTwip(35),
              left: convertMillimetersToTwip(28),
              right: convertMillimetersToTwip(26),
            },
          },
        },
        children: [
          new Paragraph({ children: [run(marks)], spacing: LINE, alignment: AlignmentType.RIGHT }),
          empty(),
          new Paragraph({
            children: [run(letter.title, TITLE, { size: TITLE_SIZE })],
            spacing: { line: 36 * 20, lineRule: LineRuleType.EXACT },
            alignment: AlignmentType.CENTER,
          }),
          empty(),
          new Paragraph({ children: [run(letter.to)], spacing: LINE }),
          ...letter.opening.map((line) => body(line)),
          ...letter.items.flatMap(item),
          empty(),
          empty(),
          signature(letter.unit),
          signature(letter.date),
        ],
      },
    ],
  })
  return Packer.toBlob(document)
}
