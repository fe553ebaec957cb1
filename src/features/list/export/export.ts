import { ref, type Ref } from 'vue'
import { chinaDate } from '../../../../core/clock/calendar.ts'
import { t } from '../../../i18n/i18n.ts'
import { refusalText } from '../../../i18n/refusal.ts'
import { useLink } from '../../../stores/link.ts'
import type { MatterList } from '../../../stores/matter-list.ts'
import { useNames } from '../../../ui/names.ts'
import { saveAs } from '../../../ui/save-as.ts'
import { announce, toast } from '../../../ui/say.ts'
import type { Summary } from '../../../../core/wire/records.ts'
import { csv } from './csv.ts'
import { cellText, sheetOf } from './sheet.ts'

export type Format = 'csv' | 'xlsx'

/**
 * Saves everything that a list finds, all pages of it, as a file. `busy` while pages or the file are on their way.
 * `arrange` puts the rows in the order in which they are shown. Call it in set-up.
 */
export function useExport(
  list: MatterList,
  arrange: (rows: readonly Summary[]) => readonly Summary[],
): { busy: Ref<boolean>; save: (format: Format) => Promise<void> } {
  const link = useLink()
  const names = useNames()
  const busy = ref(false)

  async function save(format: Format): Promise<void> {
    busy.value = true
    try {
      await list.loadAll()
      if (list.more) return toast(list.refusal ? refusalText(list.refusal) : t('list.failed'), 'act')
      const now = link.serverNow()
      const title = t(`list.kinds.${list.query.kind ?? 'all'}`)
      const sheet = sheetOf(title, arrange(list.items), names, now)
      const file = `${title}-${chinaDate(now)}.${format}`
      if (format === 'csv') {
        const lines = [sheet.titles, ...sheet.rows.map((row) => row.map(cellText))]
        saveAs(new Blob([csv(lines)], { type: 'text/csv;charset=utf-8' }), file)
      } else {
        // The zip is needed by few and now and then.
        const { xlsx } = await import('./xlsx.ts')
        saveAs(xlsx(sheet), file)
      }
      const said = t('list.table.exported', { n: sheet.rows.length, file })
      toast(said, 'good')
      announce(said)
    } finally {
      busy.value = false
    }
  }

  return { busy, save }
}
