import { PAGE_CSS } from './style.ts'
import type { Block, Section, Sheet } from './sheet.ts'

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** A text as HTML shows it, in attributes as well. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign)

/**
 * The page as one HTML file that needs nothing else, runs nothing and loads nothing: its own policy forbids everything
 * but its own style.
 */
export function htmlOf({ title, over, sections, foot }: Sheet): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
  const contents = sections.map(({ title: head }, i) => `<li><a href="#s${i + 1}">${escaped(head)}</a></li>`).join('')
  return [
    '<!doctype html>',
    '<html lang="zh-CN">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escaped(title)}</title>`,
    `<style>${PAGE_CSS}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<header><p class="over">${escaped(over)}</p><h1>${escaped(title)}</h1></header>`,
    `<nav aria-label="目录"><ol>${contents}</ol></nav>`,
    ...sections.map(sectionHtml),
    `<footer>${foot.map((line) => `<p>${escaped(line)}</p>`).join('')}</footer>`,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function sectionHtml({ title, blocks }: Section, index: number): string {
  return `<section id="s${index + 1}"><h2>${escaped(title)}</h2>\n${blocks.map(blockHtml).join('\n')}\n</section>`
}

const paragraphs = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `<p>${escaped(line)}</p>`)
    .join('')

const lines = (text: string): string => text.split('\n').map(escaped).join('<br>')

function blockHtml(block: Block): string {
  switch (block.as) {
    case 'facts':
      return `<dl>${block.rows.map(([label, text]) => `<div><dt>${escaped(label)}</dt><dd>${lines(text)}</dd></div>`).join('')}</dl>`
    case 'text':
      return `<div class="text">${paragraphs(block.text)}</div>`
    case 'list':
      return `<ol class="list">${block.items.map((item) => `<li>${lines(item)}</li>`).join('')}</ol>`
    case 'heading':
      return `<h3>${escaped(block.text)}</h3>`
    case 'entry':
      return entryHtml(block)
    case 'table':
      return tableHtml(block)
  }
}

function entryHtml({ head, text, notes = [], quiet }: Extract<Block, { as: 'entry' }>): string {
  const notesHtml = notes.map((note) => `<p class="note">${lines(note)}</p>`).join('')
  return `<article${quiet ? ' class="quiet"' : ''}><h4>${escaped(head)}</h4>${paragraphs(text)}${notesHtml}</article>`
}

function tableHtml({ head, rows }: Extract<Block, { as: 'table' }>): string {
  const heads = head.map((text) => `<th scope="col">${escaped(text)}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${lines(cell)}</td>`).join('')}</tr>`).join('\n')
  return `<div class="wide"><table><thead><tr>${heads}</tr></thead><tbody>\n${body}\n</tbody></table></div>`
}
