import { watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { t } from '../../i18n/i18n.ts'
import { toast } from '../../ui/say.ts'
import type { ProposalAction } from './actions.ts'

// The same thing under another name once it has been done before.
const AGAIN: Partial<Record<ProposalAction, ProposalAction>> = {
  assign: 'reassign',
  answer: 'answerAgain',
  evaluate: 'evaluateAgain',
}

/** The action that an address asks for, as what is offered now. */
export function wantedAction(wanted: string, offered: readonly ProposalAction[]): ProposalAction | undefined {
  const exact = offered.find((action) => action === wanted)
  return exact ?? offered.find((action) => action === AGAIN[wanted as ProposalAction])
}

/**
 * Opens the action that the page's address asks for (`?do=assign`), as a task on the desk does, and takes it out of the
 * address. Tells the person when it is no longer theirs to do. Call it in set-up.
 */
export function useWanted(
  offered: () => readonly ProposalAction[],
  act: (action: ProposalAction, item: number | undefined) => void,
): void {
  const route = useRoute()
  const router = useRouter()
  watch(
    () => route.query.do,
    (wanted) => {
      if (typeof wanted !== 'string') return
      const item = typeof route.query.item === 'string' ? Number(route.query.item) : undefined
      const action = wantedAction(wanted, offered())
      void router.replace({ ...route, query: {} }).then(() => {
        if (action) act(action, item)
        else toast(t('handling.alreadyDone'))
      })
    },
    { immediate: true },
  )
}
