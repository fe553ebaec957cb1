import { strToU8, zipSync } from 'fflate'
import { linesOf, type TextLine } from '../text/lines.ts'
import { writable } from './xml-characters.ts'
import { fixedTime } from './zip-entry.ts'

/**
 * Word documents as offices set them, by GB/T 9704—2012: A4 with its margins, title in 2号, text and headings in 3号,
 * 28 pt a line, two characters of indent. Sizes in half points, lengths in twentieths of a point.
 */
const FACES = { title: '方正小标宋简体', heading: '黑体', line: '仿宋_GB2312' } as const
const SIZE = { title: 44, heading: 32, line: 32 } as const
const TWO_CHARACTERS = 640
const PAGE =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>' +
  '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const SCHEMAS = 'http://schemas.openxmlformats.org'

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string): string => writable(text).replace(/[&<>]/g, (sign) => SIGNS[sign] ?? sign)

function paragraph({ as, text }: TextLine): string {
  const face = `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="${FACES[as]}"/>`
  const run = `<w:r><w:rPr>${face}<w:sz w:val="${SIZE[as]}"/><w:szCs w:val="${SIZE[as]}"/><w:lang w:eastAsia="zh-CN"/></w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
  const set =
    as === 'title'
      ? '<w:spacing w:line="720" w:lineRule="exact" w:after="560"/><w:jc w:val="center"/>'
      : `<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="${TWO_CHARACTERS}"/>`
  return `<w:p><w:pPr>${as === 'heading' ? '<w:keepNext/>' : ''}${set}</w:pPr>${run}</w:p>`
}

/** The Word file of a text of several parts, the same bytes for the same text; `note` stands at its end. */
export function wordOf(text: string, note: string): Uint8Array {
  const body = [...linesOf(text), { as: 'line', text: note } as const].map(paragraph).join('')
  const parts: Record<string, string> = {
    '[Content_Types].xml':
      `${HEAD}<Types xmlns="${SCHEMAS}/package/2006/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    '_rels/.rels':
      `${HEAD}<Relationships xmlns="${SCHEMAS}/package/2006/relationships">` +
      `<Relationship Id="rId1" Type="${SCHEMAS}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${HEAD}<w:document xmlns:w="${SCHEMAS}/wordprocessingml/2006/main"><w:body>${body}${PAGE}</w:body></w:document>`,
  }
  const files = Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)] as const)
  return zipSync(Object.fromEntries(files), { mtime: fixedTime(), level: 6 })
}
