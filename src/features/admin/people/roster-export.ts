import { chinaDate } from '../../../../core/clock/calendar.ts'
import type { Account } from '../../../../core/people/roles.ts'
import { t } from '../../../i18n/i18n.ts'
import { useLink } from '../../../stores/link.ts'
import { useRoster } from '../../../stores/roster.ts'
import { saveAs } from '../../../ui/save-as.ts'
import { announce, toast } from '../../../ui/say.ts'
import { csv } from '../../list/export/csv.ts'
import { SHEET_COLUMNS } from './sheet.ts'

/** Saves people as a file that spreadsheets open safely, and that can be imported elsewhere. Call it in set-up. */
export function useRosterExport(): (accounts: readonly Account[]) => void {
  const roster = useRoster()
  const link = useLink()

  const cells = ({ name, username, roles, sector, unit, region }: Account) => [
    name,
    username,
    roles.map((role) => t(`words.role.${role}`)).join('、'),
    sector === undefined ? '' : (roster.sector(sector)?.name ?? sector),
    unit === undefined ? '' : (roster.unit(unit)?.name ?? unit),
    region === undefined
      ? ''
      : roster
          .regionPath(region)
          .map((one) => one.name)
          .join(''),
  ]

  return (accounts) => {
    const lines = [SHEET_COLUMNS.map((column) => t(`admin.sheet.${column}`)), ...accounts.map(cells)]
    const file = `${t('admin.parts.people')}-${chinaDate(link.serverNow())}.csv`
    saveAs(new Blob([csv(lines)], { type: 'text/csv;charset=utf-8' }), file)
    const said = t('list.table.exported', { n: accounts.length, file })
    toast(said, 'good')
    announce(said)
  }
}
