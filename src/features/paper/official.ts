import { AlignmentType, Document, LineRuleType, Packer, Paragraph, TextRun, convertMillimetersToTwip } from 'docx'
import { FACES } from '../../i18n/faces.ts'

/**
 * Word documents as offices set them, by GB/T 9704—2012 党政机关公文格式: A4 with its margins, title in 2号, text and
 * headings in 3号, 28 pt a line, two characters of indent.
 */
const LATIN = 'Times New Roman'
const face = (eastAsia: string) => ({ ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia })
// Half points.
const SIZE = 32
const TITLE_SIZE = 44
const lines = (points: number) => ({ line: points * 20, lineRule: LineRuleType.EXACT })
const LINE = lines(28)
const TWO_CHARACTERS = 2 * 16 * 20
const MARGINS = {
  top: convertMillimetersToTwip(37),
  bottom: convertMillimetersToTwip(35),
  left: convertMillimetersToTwip(28),
  right: convertMillimetersToTwip(26),
}
const PAGE = { size: { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) }, margin: MARGINS }

type Face = 'body' | 'heading' | 'quote'
const run = (text: string, font: Face = 'body') => new TextRun({ text, font: face(FACES[font]), size: SIZE })

/** The title, centred, with an empty line after it. */
export function title(text: string): Paragraph {
  return new Paragraph({
    children: [new TextRun({ text, font: face(FACES.title), size: TITLE_SIZE })],
    spacing: { ...lines(36), after: 28 * 20 },
    alignment: AlignmentType.CENTER,
  })
}

/** A paragraph of the text; `kept` keeps it on the page of what follows. */
export function paragraph(text: string, font: Face = 'body', kept = false): Paragraph {
  return new Paragraph({
    children: [run(text, font)],
    spacing: LINE,
    indent: { firstLine: TWO_CHARACTERS },
    ...(kept ? { keepNext: true } : {}),
  })
}

/** A line without indent, as the salutation. */
export const line = (text: string): Paragraph => new Paragraph({ children: [run(text)], spacing: LINE })

/** A line at the right margin; `inwards`, two characters from it, as signatures are. */
export function right(text: string, inwards = false): Paragraph {
  return new Paragraph({
    children: [run(text)],
    spacing: LINE,
    alignment: AlignmentType.RIGHT,
    keepLines: true,
    ...(inwards ? { indent: { right: TWO_CHARACTERS } } : {}),
  })
}

/** The Word file of these paragraphs. */
export function official(about: { title: string; creator?: string }, children: Paragraph[]): Promise<Blob> {
  const run = { font: face(FACES.body), size: SIZE, language: { eastAsia: 'zh-CN' } }
  const document = new Document({
    ...about,
    styles: { default: { document: { run } } },
    sections: [{ properties: { page: PAGE }, children }],
  })
  return Packer.toBlob(document)
}
