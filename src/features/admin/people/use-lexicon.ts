import { ROLES, type Role } from '../../../../core/people/roles.ts'
import { tidy } from '../../../../core/text/hygiene.ts'
import { t } from '../../../i18n/i18n.ts'
import { useRoster } from '../../../stores/roster.ts'
import { SHEET_COLUMNS, type Lexicon, type SheetColumn } from './sheet.ts'

/** How the roster's names are found in a file: by code, by name, a region also by its path. Call it in set-up. */
export function useLexicon(): () => Lexicon {
  const roster = useRoster()
  const same = (a: string, b: string) => tidy(a) === tidy(b)
  const path = (id: string) =>
    roster
      .regionPath(id)
      .map(({ name }) => name)
      .join('')

  function regionCalled(name: string): string | undefined {
    const all = [...roster.regionIds]
    const called = all.filter((id) => same(roster.region(id)?.name ?? '', name))
    // of several places with one name only the path tells which is meant
    return called.length === 1 ? called[0] : all.find((id) => same(path(id), name.replace(/[\s/／-]/g, '')))
  }

  return () => {
    const holders = new Map([...roster.accounts.values()].map(({ username, id }) => [username, id]))
    return {
      titles: Object.fromEntries(
        SHEET_COLUMNS.map((column) => [column, [t(`admin.sheet.${column}`)]]),
      ) as unknown as Record<SheetColumn, string[]>,
      roles: Object.fromEntries(ROLES.map((role) => [role, [t(`words.role.${role}`)]])) as unknown as Record<
        Role,
        string[]
      >,
      find(place, name) {
        if (place === 'region') return roster.region(name)?.id ?? regionCalled(name)
        const rows = place === 'unit' ? roster.allUnits : roster.allSectors
        return rows.find((row) => row.id === name)?.id ?? rows.find((row) => same(row.name, name))?.id
      },
      unit: roster.unit,
      region: roster.region,
      sector: roster.sector,
      holder: (username) => holders.get(username),
    }
  }
}
