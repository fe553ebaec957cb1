import { person as personSchema, type Person } from '../../../../core/committee/commands.ts'
import { personFaults } from '../../../../core/committee/person-faults.ts'
import type { Account, Role } from '../../../../core/people/roles.ts'
import { t } from '../../../i18n/i18n.ts'
import { newId } from '../../../realtime/new-id.ts'
import type { Lexicon } from './sheet.ts'

/** What is typed of a person. */
export interface PersonForm {
  account: string
  name: string
  username: string
  roles: Role[]
  sector: string
  unit: string
  region: string | undefined
}

export const formOf = (account: Account | undefined): PersonForm => ({
  account: account?.id ?? newId(),
  name: account?.name ?? '',
  username: account?.username ?? '',
  roles: [...(account?.roles ?? (['member'] as const))],
  sector: account?.sector ?? '',
  unit: account?.unit ?? '',
  region: account?.region,
})

export type FormFaults = Partial<Record<keyof PersonForm, string>>

/** The person that a form describes, or what is wrong with it. */
export function personOf(form: PersonForm, lexicon: Lexicon): { person: Person } | { faults: FormFaults } {
  const { sector, unit, region, ...rest } = form
  const given = { ...rest, ...(sector && { sector }), ...(unit && { unit }), ...(region && { region }) }
  const faults: FormFaults = {}
  const parsed = personSchema.safeParse(given)
  for (const { path } of parsed.error?.issues ?? []) {
    const field = path[0] as keyof PersonForm
    faults[field] ??= t(`admin.person.faults.${field === 'username' || field === 'roles' ? field : 'name'}`)
  }
  if (parsed.success)
    for (const { field, fault } of personFaults(parsed.data, lexicon))
      faults[field] ??= t(`admin.sheet.faults.${fault}`)
  return parsed.success && Object.keys(faults).length === 0 ? { person: parsed.data } : { faults }
}
