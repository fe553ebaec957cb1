import { nextTick, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { t } from '../../i18n/i18n.ts'
import { toast } from '../../ui/say.ts'
import type { ProposalAction } from './actions.ts'
import type { ProposalTab } from './tabs.ts'

// The same thing under another name once it has been done before.
const AGAIN: Partial<Record<ProposalAction, ProposalAction>> = {
  assign: 'reassign',
  answer: 'answerAgain',
  evaluate: 'evaluateAgain',
}

// What is decided after reading: the tab on which it is read. No dialogue may come between.
const READ_FIRST: Partial<Record<ProposalAction, ProposalTab>> = {
  cosign: 'text',
  accept: 'text',
  assist: 'text',
  evaluate: 'answer',
  evaluateAgain: 'answer',
  rehandle: 'answer',
  close: 'answer',
}

/** Where an action is read before it is decided, or `undefined` where nothing has to be read first. */
export const readFirst = (action: ProposalAction): ProposalTab | undefined => READ_FIRST[action]

/** The action that an address asks for, as what is offered now. */
export function wantedAction(wanted: string, offered: readonly ProposalAction[]): ProposalAction | undefined {
  const exact = offered.find((action) => action === wanted)
  return exact ?? offered.find((action) => action === AGAIN[wanted as ProposalAction])
}

/**
 * Leads to the action that the page's address asks for (`?do=assign`), as a task on the desk does, and takes it out of
 * the address: `act` opens it, and `point` shows where it is on the page that has to be read before. Tells the person
 * when it is no longer theirs to do. Call it in set-up.
 */
export function useWanted(
  offered: () => readonly ProposalAction[],
  act: (action: ProposalAction, item: number | undefined) => void,
  point: (action: ProposalAction) => void,
): void {
  const route = useRoute()
  const router = useRouter()
  watch(
    () => route.query.do,
    async (wanted) => {
      if (typeof wanted !== 'string') return
      const item = typeof route.query.item === 'string' ? Number(route.query.item) : undefined
      const action = wantedAction(wanted, offered())
      const read = action && readFirst(action)
      const params = read ? { ...route.params, tab: read === 'text' ? '' : read } : route.params
      await router.replace({ name: route.name ?? undefined, params, query: {} })
      if (!action) return toast(t('handling.alreadyDone'))
      if (!read) return act(action, item)
      await nextTick()
      point(action)
    },
    { immediate: true },
  )
}
