import type { Block, Section, Sheet } from './sheet.ts'

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '十四', '十五']

/** The same page as plain text in UTF-8, for whoever has nothing but a reader of texts. */
export function textOf({ title, over, sections, foot }: Sheet): string {
  const parts = [[title, over].join('\n'), ...sections.map(sectionText), ['————————', ...foot].join('\n')]
  return `${parts.join('\n\n')}\n`
}

function sectionText({ title, blocks }: Section, index: number): string {
  return [`${NUMERALS[index] ?? index + 1}、${title}`, ...blocks.map(blockText)].join('\n')
}

const indented = (text: string, by: string): string => text.split('\n').join(`\n${by}`)

function blockText(block: Block): string {
  switch (block.as) {
    case 'facts':
      return block.rows.map(([label, text]) => `  ${label}：${indented(text, '    ')}`).join('\n')
    case 'text':
      return `  ${indented(block.text, '  ')}`
    case 'list':
      return block.items.map((item, i) => `  ${i + 1}. ${indented(item, '     ')}`).join('\n')
    case 'heading':
      return `\n  ◆ ${block.text}`
    case 'entry':
      return [`  ［${block.head}］`, block.text, ...(block.notes ?? []).map((note) => `（${note}）`)]
        .filter((line) => line !== '')
        .map((line) => indented(line, '    '))
        .join('\n    ')
    case 'table':
      return block.rows.map((row) => `  ${row.map((cell) => indented(cell, '    ')).join(' ｜ ')}`).join('\n')
  }
}
