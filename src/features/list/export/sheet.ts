import { chinaDate } from '../../../../core/clock/calendar.ts'
import type { Summary } from '../../../../core/wire/records.ts'
import { t } from '../../../i18n/i18n.ts'
import { COLUMNS, lightWord, type Names } from '../columns.ts'

/** A cell of an exported sheet: a text, a number, or a day as `{ date }` in ms UTC. */
export type Cell = string | number | { date: number }

/** What is exported: a line of titles and a line for each row, with the widths of the columns in characters. */
export interface Sheet {
  name: string
  titles: string[]
  widths: number[]
  rows: Cell[][]
}

/** Rows of a list as a sheet; the light of the clock stands beside its date. `now` in ms UTC. */
export function sheetOf(name: string, rows: readonly Summary[], names: Names, now: number): Sheet {
  const columns = COLUMNS.flatMap((column) => {
    const own = {
      title: t(column.label),
      width: column.width * 2,
      cell: (row: Summary): Cell => {
        const value = column.value(row, names)
        if (value === undefined) return ''
        return column.date ? { date: Number(value) } : value
      },
    }
    if (column.key !== 'dueAt') return [own]
    return [own, { title: t('list.table.light'), width: 10, cell: (row: Summary): Cell => lightWord(row, now) }]
  })
  return {
    name,
    titles: columns.map(({ title }) => title),
    widths: columns.map(({ width }) => width),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  }
}

/** A cell in words, for files that hold nothing else; a day as `2026-11-03`, as it is in China. */
export function cellText(cell: Cell): string {
  return typeof cell === 'object' ? chinaDate(cell.date) : String(cell)
}
