import { nextTick, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { t } from '../../../i18n/i18n.ts'
import { toast } from '../../../ui/say.ts'
import type { HelpAction } from './offers.ts'

// What stands in its dialogue as a whole opens at once; everything else is decided after reading the page.
const OPENS: readonly HelpAction[] = ['consent', 'publish']

/**
 * Leads to the action that the page's address asks for (`?do=claim`), as a task on the desk does, and takes it out of the
 * address: `act` opens it, `point` marks its button. Tells the person when it is no longer theirs to do. Call it in set-up.
 */
export function useWantedAction(
  offered: () => readonly HelpAction[],
  act: (action: HelpAction) => void,
  point: (action: HelpAction) => void,
): void {
  const route = useRoute()
  const router = useRouter()
  watch(
    () => route.query.do,
    async (wanted) => {
      if (typeof wanted !== 'string' || route.name !== 'service') return
      const action = offered().find((one) => one === wanted)
      await router.replace({ name: 'service', params: route.params, query: {} })
      if (!action) return toast(t('handling.alreadyDone'))
      await nextTick()
      if (OPENS.includes(action)) act(action)
      else point(action)
    },
    { immediate: true },
  )
}
