import type { DueTask } from '../../../core/wire/records.ts'
import { ROLES, type Role } from '../../../core/people/roles.ts'
import { t } from '../../i18n/i18n.ts'
import type { useNames } from '../../ui/names.ts'

const isRole = (id: string): id is Role => (ROLES as readonly string[]).includes(id)

/** Whom something waits for, in words: oneself, units and roles by name, of other people how many they are. */
export function holdersOf(
  task: Pick<DueTask, 'for' | 'others'>,
  { unit }: Pick<ReturnType<typeof useNames>, 'unit'>,
): string {
  const named = task.for.map((address) => {
    const [sort, id = ''] = address.split(/:(.*)/)
    if (sort === 'unit') return unit(id)
    return sort === 'role' && isRole(id) ? t(`words.role.${id}`) : t('clocks.due.me')
  })
  const others = task.others > 0 ? [t('clocks.due.people', { n: task.others })] : []
  return [...named, ...others].join(t('clocks.due.and'))
}
