import { nextTick, ref, watch, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { ConsultationState } from '../../../../core/consultation/state.ts'
import { t } from '../../../i18n/i18n.ts'
import { toast } from '../../../ui/say.ts'
import type { Panel } from './panels.ts'

/** What a task leads to in the room: a ballot, by its poll, or the first statement that waits for a moderator. */
export type Wanted = { what: 'vote'; poll: string } | { what: 'statement' }

/**
 * What the room's address asks for, as a task on the desk does: `?do=vote&item=N`, by the place of the poll among all
 * (without one the first for which `unvoted` holds), and `?do=statement`. It is taken out of the address, and `lead`
 * turns to the panel it is on. Tells the person when there is nothing to do any more. Call it in set-up.
 */
export function useWanted(
  state: () => ConsultationState,
  unvoted: (poll: string) => boolean,
  lead: (panel: Panel) => void,
): Readonly<Ref<Wanted | undefined>> {
  const route = useRoute()
  const router = useRouter()
  const arrived = ref<Wanted>()

  function find(wanted: string, item: unknown): Wanted | undefined {
    const { polls, statements } = state()
    if (wanted === 'statement')
      return statements.some(({ status }) => status === 'waiting') ? { what: wanted } : undefined
    const poll = item === undefined ? polls.find(({ poll }) => unvoted(poll)) : polls[Number(item)]
    return poll?.status === 'open' ? { what: 'vote', poll: poll.poll } : undefined
  }

  watch(
    () => route.query.do,
    async (wanted) => {
      if (route.name !== 'room' || (wanted !== 'vote' && wanted !== 'statement')) return
      const found = find(wanted, route.query.item)
      await router.replace({ name: 'room', params: { id: route.params.id }, query: {} })
      // Who comes for the same again is led there again.
      arrived.value = undefined
      await nextTick()
      if (!found) return toast(t('handling.alreadyDone'))
      lead(found.what === 'vote' ? 'now' : 'console')
      arrived.value = found
    },
    { immediate: true },
  )
  return arrived
}
