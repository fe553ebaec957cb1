// @vitest-environment node
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Summary } from '../../../../core/wire/records.ts'
import { COLUMNS, COLUMN_KEYS, columnsFor, sorted, type Names } from '../../../../src/features/list/columns.ts'
import { csv, harmless } from '../../../../src/features/list/export/csv.ts'
import { cellText, sheetOf } from '../../../../src/features/list/export/sheet.ts'
import { xlsx } from '../../../../src/features/list/export/xlsx.ts'
import { inspect } from '../../../../server/attachments/inspect.ts'

const NOW = Date.parse('2026-11-03T04:00:00Z')
const names: Names = {
  person: (id) => `人 ${id}`,
  standing: () => '',
  people: () => '',
  unit: (id) => `单位 ${id}`,
  units: () => '',
  sector: (id) => id,
  category: (id) => id ?? '',
  place: (id) => (id === undefined ? '' : `地 ${id}`),
}
const row = (n: number, more: Partial<Summary> = {}): Summary => ({
  id: `0000000${n}`,
  kind: 'proposal',
  title: `关于第 ${n} 件事的建议`,
  status: 'filed',
  category: 'city',
  region: 'r',
  author: 'a',
  createdAt: NOW,
  updatedAt: NOW + n,
  seq: 1,
  counts: { messages: n, supports: 0, cosigners: 2 },
  ...more,
})

/** CSV read back, character by character, as RFC 4180 says. */
function readCsv(text: string): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const at = text[i]
    if (quoted && at === '"' && text[i + 1] === '"') cell += text[i++]
    else if (at === '"') quoted = !quoted
    else if (!quoted && (at === ',' || (at === '\r' && text[i + 1] === '\n'))) {
      line.push(cell)
      cell = ''
      if (at === ',') continue
      lines.push(line)
      line = []
      i++
    } else cell += at
  }
  return lines
}

describe('what is taken out of a list', () => {
  it('[LS4] CSV has a mark that Excel knows, CRLF, and no cell that begins a formula', () => {
    const evil = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\tx',
      '\rx',
      '＝1',
      '-2+3"cmd|',
      'plain',
      '',
      'a,b',
      'say "x"\nagain',
    ]
    const text = csv([['标题', '编号'], evil])
    expect([...new TextEncoder().encode(text)].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf])
    expect(text.endsWith('\r\n')).toBe(true)
    const [, cells = []] = readCsv(text.slice(1))
    expect(cells).toEqual(evil.map((cell) => (/^[=+\-@\t\r＝]/.test(cell) ? `'${cell}` : cell)))
    fc.assert(
      fc.property(
        fc.array(
          fc.array(
            fc.string({ unit: 'binary' }).filter((s) => !s.includes('\uFEFF')),
            { minLength: 1, maxLength: 4 },
          ),
          { minLength: 1, maxLength: 4 },
        ),
        (lines) => {
          const read = readCsv(csv(lines).slice(1))
          expect(read).toEqual(lines.map((line) => line.map(harmless)))
          for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
        },
      ),
    )
  })

  it('[LS4] Excel has numbers as numbers, days as days in China, and texts that stay texts', async () => {
    const due = Date.parse('2026-11-30T15:59:59.999Z')
    const rows = [row(1, { title: '=HYPERLINK("http://x")<&>', dueAt: due, unit: 'u1', number: '2026-0001' })]
    const sheet = sheetOf('微提案: 2026/11', rows, names, NOW)
    const blob = xlsx(sheet)
    const bytes = new Uint8Array(await blob.arrayBuffer())
    const parts = unzipSync(bytes)
    const xml = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    expect(xml, 'no formula').not.toContain('<f>')
    expect(xml).toContain(
      't="inlineStr" s="3"><is><t xml:space="preserve">=HYPERLINK(&quot;http://x&quot;)&lt;&amp;&gt;</t>',
    )
    // 30 November 2026 is day 46356 of Excel's calendar
    expect(xml).toContain('s="2"><v>46356</v>')
    expect(xml).toMatch(/<c r="[A-Z]+2"><v>2<\/v><\/c>/)
    expect(strFromU8(parts['xl/styles.xml'] ?? new Uint8Array())).toContain('<xf quotePrefix="1"/>')
    expect(strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array())).toContain('name="微提案  2026 11"')
    // our own server takes it for what it is
    expect(await inspect(Buffer.from(bytes))).toMatchObject({
      ok: true,
      type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    })
  })

  it('[LS4] both have every column, the light in words beside the due date, and an empty cell for nothing', () => {
    const due = NOW - 1000
    const sheet = sheetOf(
      'x',
      [row(1, { dueAt: due }), row(2, { kind: 'suggestion', status: 'taken-up', category: undefined })],
      names,
      NOW,
    )
    expect(sheet.titles).toHaveLength(COLUMNS.length + 1)
    const line = (i: number) =>
      Object.fromEntries(sheet.titles.map((title, c) => [title, cellText(sheet.rows[i]?.[c] ?? '')]))
    expect(line(0)).toMatchObject({
      案由: '关于第 1 件事的建议',
      进展: '已立案',
      期限状态: '已超期',
      办理期限: '2026-11-03',
      联名: '2',
    })
    expect(line(1)).toMatchObject({ 编号: '', 进展: '已领办', 期限状态: '', 办理期限: '', 类别: '', 承办单位: '' })
  })

  it('[LS6] a table has the columns there is room for, and never less than title, stage and due date', () => {
    const keys = (characters: number) => columnsFor(characters).map(({ key }) => key)
    expect(keys(200)).toEqual([...COLUMN_KEYS])
    for (let characters = 200; characters >= 0; characters -= 1) {
      const shown = columnsFor(characters)
      const wide = shown.reduce((sum, { width }) => sum + width, 0)
      if (shown.length > 3) expect(wide, `at ${characters} characters`).toBeLessThanOrEqual(characters)
      expect(keys(characters)).toEqual(expect.arrayContaining(['title', 'status', 'dueAt']))
    }
    expect(keys(0)).toEqual(['title', 'status', 'dueAt'])
  })

  it('[LS3] rows are sorted by any column, those without a value last whichever way, equal ones as they stood', () => {
    const rows = [
      row(1, { number: '2026-0010' }),
      row(2, {}),
      row(3, { number: '2026-0009', dueAt: NOW }),
      row(4, { dueAt: NOW - 5, status: 'submitted' }),
    ]
    const order = (...by: [Parameters<typeof sorted>[1], boolean]) =>
      sorted(rows, ...by, names).map(({ counts }) => counts.messages)
    expect(order('number', false)).toEqual([3, 1, 2, 4])
    expect(order('number', true)).toEqual([1, 3, 2, 4])
    expect(order('dueAt', false)).toEqual([4, 3, 1, 2])
    expect(order('status', false)).toEqual([4, 1, 2, 3])
    expect(order('messages', true)).toEqual([4, 3, 2, 1])
    expect(order('cosigners', true)).toEqual([1, 2, 3, 4])
  })
})
