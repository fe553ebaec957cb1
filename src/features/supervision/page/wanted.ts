import { watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { t } from '../../../i18n/i18n.ts'
import { toast } from '../../../ui/say.ts'
import type { ThreadAction } from './offers.ts'

/**
 * Opens the action that the page's address asks for (`?do=verify&item=1`), as a task on the desk does, and takes it out
 * of the address; `item` is the place of a commitment. Tells the person when it is no longer theirs to do. What is
 * decided stands in the dialogue itself. Call it in set-up.
 */
export function useWantedAction(
  offered: () => readonly ThreadAction[],
  act: (action: ThreadAction, item: number | undefined) => void,
): void {
  const route = useRoute()
  const router = useRouter()
  watch(
    () => route.query.do,
    async (wanted) => {
      if (typeof wanted !== 'string' || route.name !== 'supervision') return
      const item = typeof route.query.item === 'string' ? Number(route.query.item) : undefined
      const action = offered().find((one) => one === wanted)
      await router.replace({ name: 'supervision', params: route.params, query: {} })
      if (action) act(action, item)
      else toast(t('handling.alreadyDone'))
    },
    { immediate: true },
  )
}
