import { CONSULTATION_STATUSES } from '../../../core/consultation/state.ts'
import type { MatterKind } from '../../../core/matter/state.ts'
import type { Summary } from '../../../core/wire/records.ts'
import { dueLight } from '../../../core/clock/light.ts'
import { t, type TextKey } from '../../i18n/i18n.ts'
import { categoryName } from '../../ui/categories.ts'
import { statusName, type useNames } from '../../ui/names.ts'
import { PROPOSAL_STATUSES } from '../../../core/proposal/state.ts'
import { SUGGESTION_STATUSES } from '../../../core/suggestion/state.ts'
import { COMMITTEE_STATUSES } from '../../../core/committee/state.ts'
import { ANSWER_STATUSES } from '../../../core/answer/state.ts'
import { SERVICE_STATUSES } from '../../../core/service/state.ts'
import { SUPERVISION_STATUSES } from '../../../core/supervision/state.ts'

export type Names = ReturnType<typeof useNames>

export const COLUMN_KEYS = [
  'number',
  'title',
  'status',
  'dueAt',
  'unit',
  'author',
  'category',
  'region',
  'cosigners',
  'supports',
  'messages',
  'updatedAt',
] as const
export type ColumnKey = (typeof COLUMN_KEYS)[number]

/**
 * A column of the table and of what is exported. `value` is what a file holds: a text, a number, or a time in ms UTC
 * where `date` is true. `order` is what rows are sorted by; rows without one stand last. `width` in characters.
 */
export interface Column {
  key: ColumnKey
  label: TextKey
  width: number
  number?: true
  date?: true
  value(row: Summary, names: Names): string | number | undefined
  order(row: Summary, names: Names): string | number | undefined
}

const STATUSES: Record<MatterKind, readonly string[]> = {
  proposal: PROPOSAL_STATUSES,
  suggestion: SUGGESTION_STATUSES,
  consultation: CONSULTATION_STATUSES,
  supervision: SUPERVISION_STATUSES,
  service: SERVICE_STATUSES,
  answer: ANSWER_STATUSES,
  committee: COMMITTEE_STATUSES,
}
const place = (status: string, known: readonly string[]) => known.indexOf(status)
const given = (text: string) => (text === '' ? undefined : text)

/** Every column, in the order in which they stand. */
export const COLUMNS: readonly Column[] = [
  {
    key: 'number',
    label: 'list.table.number',
    width: 6.3,
    value: ({ number }) => number,
    order: ({ number }) => number,
  },
  { key: 'title', label: 'list.table.title', width: 15, value: ({ title }) => title, order: ({ title }) => title },
  {
    key: 'status',
    label: 'list.table.status',
    width: 6.8,
    value: ({ status, kind }) => statusName(status, kind),
    order: ({ status, kind }) => place(status, STATUSES[kind]),
  },
  {
    key: 'dueAt',
    label: 'list.table.due',
    width: 10.6,
    date: true,
    value: ({ dueAt }) => dueAt,
    order: ({ dueAt }) => dueAt,
  },
  {
    key: 'unit',
    label: 'list.table.unit',
    width: 9.2,
    value: ({ unit }, names) => (unit === undefined ? undefined : names.unit(unit)),
    order: ({ unit }, names) => (unit === undefined ? undefined : names.unit(unit)),
  },
  {
    key: 'author',
    label: 'list.table.author',
    width: 4.4,
    value: ({ author }, names) => names.person(author),
    order: ({ author }, names) => names.person(author),
  },
  {
    key: 'category',
    label: 'list.table.category',
    width: 5.6,
    value: ({ category }) => given(categoryName(category)),
    order: ({ category }) => given(categoryName(category)),
  },
  {
    key: 'region',
    label: 'list.table.region',
    width: 9,
    value: ({ region }, names) => given(names.place(region)),
    order: ({ region }, names) => given(names.place(region)),
  },
  ...(['cosigners', 'supports', 'messages'] as const).map((key): Column => ({
    key,
    label: `list.table.${key}`,
    width: 3.4,
    number: true,
    value: ({ counts }) => counts[key],
    order: ({ counts }) => counts[key],
  })),
  {
    key: 'updatedAt',
    label: 'list.table.updated',
    width: 8.6,
    date: true,
    value: ({ updatedAt }) => updatedAt,
    order: ({ updatedAt }) => updatedAt,
  },
]

// Who has little room needs to know what it is, where it stands and until when.
const LEAVES: readonly ColumnKey[] = [
  'region',
  'category',
  'supports',
  'cosigners',
  'messages',
  'updatedAt',
  'author',
  'number',
  'unit',
]

/** The columns that fit into a width in characters of their type; all of them are exported, whatever is shown. */
export function columnsFor(characters: number): readonly Column[] {
  let shown = COLUMNS
  for (const key of LEAVES) {
    if (shown.reduce((sum, { width }) => sum + width, 0) <= characters) break
    shown = shown.filter((column) => column.key !== key)
  }
  return shown
}

/** Rows by a column, those without a value last whichever way; `down` for the largest or latest first. */
export function sorted(rows: readonly Summary[], key: ColumnKey, down: boolean, names: Names): Summary[] {
  const column = COLUMNS.find((candidate) => candidate.key === key)
  if (!column) return [...rows]
  const collator = new Intl.Collator('zh-CN', { numeric: true })
  const keyed = rows.map((row, index) => ({ row, index, at: column.order(row, names) }))
  return keyed
    .sort((a, b) => {
      if (a.at === undefined || b.at === undefined) return Number(a.at === undefined) - Number(b.at === undefined)
      const order =
        typeof a.at === 'number' && typeof b.at === 'number'
          ? a.at - b.at
          : collator.compare(String(a.at), String(b.at))
      return (down ? -order : order) || a.index - b.index
    })
    .map(({ row }) => row)
}

/** The light of a row in words, as it is exported; empty without a clock. */
export function lightWord({ dueAt, warnsAt = 0 }: Summary, now: number): string {
  return dueAt === undefined ? '' : t(`words.light.${dueLight(dueAt, warnsAt, now)}`)
}
