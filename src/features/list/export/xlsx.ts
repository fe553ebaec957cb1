import { strToU8, zipSync } from 'fflate'
import { chinaDate } from '../../../../core/clock/calendar.ts'
import type { Cell, Sheet } from './sheet.ts'
import { isFormula } from './csv.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const DAY_MS = 24 * 60 * 60_000
/** Day 0 of Excel's calendar, as it has to be reckoned since it knows a 29 February 1900. */
const DAY_ZERO = Date.UTC(1899, 11, 30)

const escaped = (text: string) =>
  text
    // characters that XML 1.0 cannot hold
    .replaceAll(/[^\P{Cc}\t\n\r\u007F-\u009F]|[\uFFFE\uFFFF]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const letters = (index: number): string =>
  (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))

const text = (words: string, style = 0) =>
  `t="inlineStr" s="${style}"><is><t xml:space="preserve">${words}</t></is></c>`

function cell(value: Cell, place: string): string {
  if (value === '') return ''
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`
  // The day that it is in China, whatever zone the machine is in.
  if (typeof value === 'object')
    return `<c r="${place}" s="2"><v>${(Date.parse(chinaDate(value.date)) - DAY_ZERO) / DAY_MS}</v></c>`
  // What would be taken for a formula when it is edited gets Excel's own mark of a text, not a character of ours.
  return `<c r="${place}" ${text(escaped(value), isFormula(value) ? 3 : 0)}`
}

function worksheet({ titles, widths, rows }: Sheet): string {
  const last = `${letters(titles.length - 1)}${rows.length + 1}`
  const head = titles.map((title, i) => `<c r="${letters(i)}1" ${text(escaped(title), 1)}`).join('')
  const body = rows.map((row, r) => {
    const cells = row.map((value, c) => cell(value, `${letters(c)}${r + 2}`)).join('')
    return `<row r="${r + 2}">${cells}</row>`
  })
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
  return (
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${columns.join('')}</cols><sheetData><row r="1">${head}</row>${body.join('')}</sheetData>` +
    `<autoFilter ref="A1:${last}"/></worksheet>`
  )
}

// Looks of cells: plain, bold for titles, a day, and a text whatever it begins with.
const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Microsoft YaHei"/></font><font><b/><sz val="11"/><name val="Microsoft YaHei"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf quotePrefix="1"/></cellXfs></styleSheet>'

/** A sheet as an Excel file (ECMA-376). Texts stay texts: none is a formula, nor becomes one when it is edited. */
export function xlsx(sheet: Sheet): Blob {
  const name = escaped(sheet.name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31))
  const part = (path: string, type: string) => `<Override PartName="${path}" ContentType="${TYPES}.${type}+xml"/>`
  const link = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
  const files = {
    '[Content_Types].xml':
      `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      `${part('/xl/workbook.xml', 'sheet.main')}${part('/xl/worksheets/sheet1.xml', 'worksheet')}${part('/xl/styles.xml', 'styles')}</Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${RELATIONS}">${link('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${RELATIONS}">${link('r1', 'worksheet', 'worksheets/sheet1.xml')}${link('r2', 'styles', 'styles.xml')}</Relationships>`,
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': worksheet(sheet),
  }
  const zipped = zipSync(Object.fromEntries(Object.entries(files).map(([path, content]) => [path, strToU8(content)])))
  return new Blob([zipped as Uint8Array<ArrayBuffer>], { type: `${TYPES}.sheet` })
}
