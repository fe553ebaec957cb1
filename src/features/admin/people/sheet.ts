import { person as personSchema, username as usernameSchema, type Person } from '../../../../core/committee/commands.ts'
import { personFaults, type KnownPlaces } from '../../../../core/committee/person-faults.ts'
import { ROLES, type Role } from '../../../../core/people/roles.ts'
import { tidy } from '../../../../core/text/hygiene.ts'
import { isFormula } from '../../list/export/csv.ts'

/** The columns of a roster in a file, in the order in which they are written. */
export const SHEET_COLUMNS = ['name', 'username', 'roles', 'sector', 'unit', 'region'] as const
export type SheetColumn = (typeof SHEET_COLUMNS)[number]

export type CellFault = 'needed' | 'formula' | 'wrong' | 'unknown' | 'retired' | 'missing' | 'taken' | 'twice'

/** A line of a file: who it is, as far as that can be told, and what is wrong in which column. `line` as people count. */
export interface SheetRow {
  line: number
  cells: Record<SheetColumn, string>
  person?: Person
  faults: { column: SheetColumn; fault: CellFault }[]
}

/** What of a file cannot be read at all: columns that are missing, or nothing in it. */
export interface SheetRead {
  rows: SheetRow[]
  missing: SheetColumn[]
}

/** How names in a file are found: titles of columns, words of roles, and what is called how. Answers ids. */
export interface Lexicon extends KnownPlaces {
  titles: Record<SheetColumn, readonly string[]>
  roles: Record<Role, readonly string[]>
  find(place: 'unit' | 'region' | 'sector', name: string): string | undefined
}

const NEEDED: readonly SheetColumn[] = ['name', 'username', 'roles']
const same = (a: string, b: string) => tidy(a).toLowerCase() === tidy(b).toLowerCase()
const SEPARATORS = /[、,，;；/|]/

function rolesOf(text: string, { roles }: Lexicon): Role[] | undefined {
  const found = text
    .split(SEPARATORS)
    .map((word) => word.trim())
    .filter(Boolean)
    .map((word) => ROLES.find((role) => same(role, word) || roles[role].some((known) => same(known, word))))
  const known = [...new Set(found.filter((role) => role !== undefined))]
  return found.length > 0 && found.every((role) => role !== undefined) ? known : undefined
}

/**
 * Reads lines of cells, the first of which names the columns. Every fault is found, not only the first one of a row.
 * `id` makes the id of each new account.
 */
export function readSheet(lines: readonly (readonly string[])[], lexicon: Lexicon, id: () => string): SheetRead {
  const [head = [], ...body] = lines
  const place = (column: SheetColumn) =>
    head.findIndex((title) => [column, ...lexicon.titles[column]].some((known) => same(known, title)))
  const places = Object.fromEntries(SHEET_COLUMNS.map((column) => [column, place(column)]))
  const missing = NEEDED.filter((column) => places[column] === -1)
  if (missing.length > 0) return { rows: [], missing }
  const rows = body.map((cells, i): SheetRow => {
    const given = Object.fromEntries(
      SHEET_COLUMNS.map((column) => [column, tidy(cells[places[column] ?? -1] ?? '')]),
    ) as Record<SheetColumn, string>
    return { line: i + 2, cells: given, ...readRow(given, lexicon, id) }
  })
  markTwice(rows)
  return { rows, missing: [] }
}

function readRow(
  cells: Record<SheetColumn, string>,
  lexicon: Lexicon,
  id: () => string,
): Pick<SheetRow, 'person' | 'faults'> {
  const faults: SheetRow['faults'] = []
  const wrong = (column: SheetColumn, fault: CellFault) => faults.push({ column, fault })
  for (const column of SHEET_COLUMNS)
    if (isFormula(cells[column].replace(/^'/, ''))) wrong(column, 'formula')
    else if (cells[column] === '' && NEEDED.includes(column)) wrong(column, 'needed')
  const faulty = (column: SheetColumn) => faults.some((fault) => fault.column === column)
  const roles = rolesOf(cells.roles, lexicon)
  if (!roles && !faulty('roles')) wrong('roles', 'unknown')
  const ids: Partial<Record<'unit' | 'region' | 'sector', string>> = {}
  for (const column of ['sector', 'unit', 'region'] as const) {
    if (cells[column] === '' || faulty(column)) continue
    const found = lexicon.find(column, cells[column])
    if (found === undefined) wrong(column, 'unknown')
    else ids[column] = found
  }
  const named = usernameSchema.safeParse(cells.username)
  if (!named.success && !faulty('username')) wrong('username', 'wrong')
  const given = { account: id(), name: cells.name, username: cells.username, roles: roles ?? ['member'], ...ids }
  const parsed = personSchema.safeParse(given)
  if (!parsed.success && !faulty('name') && parsed.error.issues.some(({ path }) => path[0] === 'name'))
    wrong('name', 'wrong')
  const about = { ...given, username: named.success ? named.data : '' }
  for (const { field, fault } of personFaults(about, lexicon)) if (!faulty(field)) wrong(field, fault)
  return parsed.success && faults.length === 0 ? { person: parsed.data, faults } : { faults }
}

function markTwice(rows: readonly SheetRow[]): void {
  const seen = new Set<string>()
  for (const row of rows) {
    const named = usernameSchema.safeParse(row.cells.username)
    if (!named.success) continue
    if (seen.has(named.data)) {
      row.faults.push({ column: 'username', fault: 'twice' })
      delete row.person
    }
    seen.add(named.data)
  }
}
