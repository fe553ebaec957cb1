import type { ServiceState } from '../../../../core/service/state.ts'
import { t } from '../../../i18n/i18n.ts'

interface Names {
  person: (account: string) => string
  unit: (id: string) => string
}

/** Who helps, by name: a member, or a unit with who of it has claimed it; empty while nobody does. */
export function helperName({ helper }: ServiceState, { person, unit }: Names): string {
  if (!helper) return ''
  if (helper.unit === undefined) return person(helper.account)
  return t('help.page.helperUnit', { unit: unit(helper.unit), who: person(helper.account) })
}
