import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import { maySeeHeld } from '../../../../core/kinds.ts'
import { proposalCommands } from '../../../../core/proposal/commands.ts'
import type { AnswerText } from '../../../../core/proposal/events.ts'
import { digest } from '../../../../core/proposal/handling.ts'
import type { ProposalState } from '../../../../core/proposal/state.ts'
import { useLink } from '../../../stores/link.ts'
import { useSession } from '../../../stores/session.ts'

/** The held answer in what a server sent, if it is the one that the record names by its digest. */
export function heldIn(state: unknown, named: string | undefined): AnswerText | undefined {
  const { heldAnswer } = state as { heldAnswer?: { items?: unknown; text?: unknown } }
  const parsed = proposalCommands['proposal.answer'].safeParse({ items: heldAnswer?.items, text: heldAnswer?.text })
  return parsed.success && digest(parsed.data) === named ? parsed.data : undefined
}

/**
 * The answer that is held for a proposal outside its record, for those who may read it; asked for anew when another one
 * is submitted. `undefined` while it is not here, and for everyone else. Call it in set-up.
 */
export function useHeldAnswer(state: () => ProposalState): ComputedRef<AnswerText | undefined> {
  const link = useLink()
  const session = useSession()
  const fetched = shallowRef<AnswerText>()
  const named = computed(() => {
    const { account } = session
    return account && maySeeHeld(state(), account) ? state().held?.digest : undefined
  })

  watch(
    () => [named.value, state().held?.at, link.state] as const,
    async ([wanted, , connection]) => {
      if (fetched.value && digest(fetched.value) === wanted) return
      fetched.value = wanted === undefined ? undefined : heldIn(state(), wanted)
      if (wanted === undefined || fetched.value || connection !== 'online') return
      const { id, seq } = state()
      const reply = await link.request('matter:open', { matter: id, since: seq })
      if (reply.ok && wanted === named.value) fetched.value = heldIn(reply.value.state, wanted)
    },
    { immediate: true },
  )
  return computed(() => (named.value === undefined ? undefined : fetched.value))
}
