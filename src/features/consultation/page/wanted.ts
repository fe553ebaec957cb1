import { nextTick, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { t } from '../../../i18n/i18n.ts'
import { toast } from '../../../ui/say.ts'
import type { SessionAction } from './offers.ts'
import type { SessionTab } from './tabs.ts'

// Where an action is read, written or decided.
const TAB: Partial<Record<SessionAction, SessionTab>> = {
  accept: 'overview',
  invite: 'people',
  outcome: 'outcome',
  publish: 'outcome',
  review: 'outcome',
  minutes: 'minutes',
  confirm: 'minutes',
  object: 'minutes',
  settle: 'minutes',
}
// What is decided after reading: its button is marked, and nothing comes between.
const READ_FIRST: readonly SessionAction[] = ['accept', 'confirm', 'open']

// A tab of its own where something waits to be decided, one by one: leave asked for, and appeals.
const PLACE = { leave: 'people', appeal: 'order' } as const satisfies Record<string, SessionTab>
/** What waits on a tab of its own. */
export type Waiting = keyof typeof PLACE
const isWaiting = (wanted: string): wanted is Waiting => Object.hasOwn(PLACE, wanted)

/** The tab on which an action is done, where it has one. */
export const tabOf = (action: SessionAction): SessionTab | undefined => TAB[action]

/**
 * Leads to the action that the page's address asks for (`?do=confirm`), as a task on the desk does, and takes it out of
 * the address: `act` opens it, `point` shows where it is on the page that is read before, `arrive` is told of what waits
 * on a tab. Tells the person when it is no longer theirs to do. Call it in set-up.
 */
export function useWantedAction(
  offered: () => readonly SessionAction[],
  act: (action: SessionAction) => void,
  point: (action: SessionAction) => void,
  arrive: (at: Waiting) => void,
): void {
  const route = useRoute()
  const router = useRouter()
  watch(
    () => route.query.do,
    async (wanted) => {
      if (typeof wanted !== 'string' || route.name !== 'consultation') return
      // Who comes to publish begins with the draft, where there is none yet.
      const actions: readonly string[] = wanted === 'outcome' ? ['publish', 'outcome'] : [wanted]
      const action = offered().find((one) => actions.includes(one))
      const place = isWaiting(wanted) ? PLACE[wanted] : action && TAB[action]
      const tab = place === undefined ? route.params.tab : place === 'overview' ? '' : place
      const leads = action === 'outcome' || action === 'minutes'
      await router.replace({ name: 'consultation', params: { id: route.params.id, tab }, query: {} })
      if (isWaiting(wanted)) return arrive(wanted)
      if (!action) return toast(t('handling.alreadyDone'))
      await nextTick()
      if (READ_FIRST.includes(action)) point(action)
      else if (!leads || action === 'outcome') act(action)
    },
    { immediate: true },
  )
}
