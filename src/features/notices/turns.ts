import type { RouteLocationRaw } from 'vue-router'
import type { Notice } from '../../../core/wire/records.ts'
import { hasText, t } from '../../i18n/i18n.ts'
import { useNames } from '../../ui/names.ts'

/** What a notice says, and where it leads. Call it in set-up. */
export function useTurns() {
  const { person } = useNames()
  const turn = ({ type, actor }: Notice): string => {
    const key = `turns.${type}`
    const who = person(actor)
    return hasText(key) ? t(key, { who }) : t('events.unknown', { who, type })
  }
  const target = ({ matter, type }: Notice): RouteLocationRaw => ({
    name: 'matter',
    params: { id: matter, ...(type.startsWith('message.') ? { tab: 'discussion' } : {}) },
  })
  return { turn, target }
}
