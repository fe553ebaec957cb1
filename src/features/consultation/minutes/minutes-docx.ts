import { AlignmentType, Document, LineRuleType, Packer, Paragraph, TextRun, convertMillimetersToTwip } from 'docx'
import { FACES } from '../../../i18n/faces.ts'
import { paperOf, type PaperLine } from './paper.ts'

// GB/T 9704—2012 党政机关公文格式: title 2号, text and headings 3号, 28 pt a line.
const LATIN = 'Times New Roman'
const face = (eastAsia: string) => ({ ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia })
// Half points.
const SIZE = 32
const TITLE_SIZE = 44
const LINE = { line: 28 * 20, lineRule: LineRuleType.EXACT }
const TWO_CHARACTERS = 2 * 16 * 20

function paragraph({ as, text }: PaperLine): Paragraph {
  if (as === 'title')
    return new Paragraph({
      children: [new TextRun({ text, font: face(FACES.title), size: TITLE_SIZE })],
      spacing: { line: 36 * 20, lineRule: LineRuleType.EXACT, after: 28 * 20 },
      alignment: AlignmentType.CENTER,
    })
  return new Paragraph({
    children: [new TextRun({ text, font: face(as === 'heading' ? FACES.heading : FACES.body), size: SIZE })],
    spacing: LINE,
    indent: { firstLine: TWO_CHARACTERS },
    keepNext: as === 'heading',
  })
}

/** The Word file of minutes; `note` stands at their end, such as how many have confirmed them. */
export function minutesDocx(text: string, title: string, note: string): Promise<Blob> {
  const document = new Document({
    title,
    styles: {
      default: { document: { run: { font: face(FACES.body), size: SIZE, language: { eastAsia: 'zh-CN' } } } },
    },
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
        children: [...paperOf(text).map(paragraph), paragraph({ as: 'line', text: note })],
      },
    ],
  })
  return Packer.toBlob(document)
}
