import { t } from '../../../i18n/i18n.ts'
import { useRoster } from '../../../stores/roster.ts'
import { useNames } from '../../../ui/names.ts'
import type { LetterNames } from './letter.ts'

/** Names as letters write them. Call it in set-up. */
export function useLetterNames(): LetterNames {
  const roster = useRoster()
  const { person, unit } = useNames()
  return {
    unit,
    addressed(account) {
      const roles = roster.accounts.get(account)?.roles ?? []
      const as = roles.includes('member') ? 'member' : roles.includes('representative') ? 'representative' : undefined
      const name = person(account)
      return as ? t('handling.letter.person', { name, as: t(`handling.letter.${as}`) }) : name
    },
  }
}
