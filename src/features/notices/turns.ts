import type { RouteLocationRaw } from 'vue-router'
import type { Notice } from '../../../core/wire/records.ts'
import { hasText, t } from '../../i18n/i18n.ts'
import { useNames } from '../../ui/names.ts'

// The part of a matter's page that a turn is about, by how its type begins.
const TABS: readonly [start: string, tab: string][] = [
  ['message.', 'discussion'],
  ['attendance.', 'people'],
  ['statement.', 'statements'],
  ['minutes.', 'minutes'],
  ['outcome.', 'outcome'],
  ['consultation.published', 'outcome'],
  ['consultation.reviewed', 'outcome'],
  ['moderation.', 'order'],
]
const tabOf = (type: string) => TABS.find(([start]) => type.startsWith(start))?.[1]

/** What a notice says, and where it leads. Call it in set-up. */
export function useTurns() {
  const { person } = useNames()
  const turn = ({ type, actor }: Notice): string => {
    const key = `turns.${type}`
    const who = person(actor)
    return hasText(key) ? t(key, { who }) : t('events.unknown', { who, type })
  }
  // Of a notice's matter only the id is known: its page is found on the way there.
  const target = ({ matter, type }: Notice): RouteLocationRaw => {
    const tab = tabOf(type)
    return { name: 'matter', params: { id: matter, ...(tab === undefined ? {} : { tab }) } }
  }
  return { turn, target }
}
