import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Poll } from '../../../../core/consultation/state.ts'
import type { Choice } from '../../../../core/voting/methods.ts'
import { t } from '../../../i18n/i18n.ts'
import { useBeside, type OwnBallot } from '../../../stores/beside.ts'
import type { MatterStore } from '../../../stores/matter.ts'
import { newNonce, useNonces } from '../../../stores/nonces.ts'
import { useOutbox, type OutboxItem } from '../../../stores/outbox.ts'
import { toast } from '../../../ui/say.ts'
import { useSend } from '../../matter/send.ts'

/** Where the own ballot is: nothing is counted before the server has said so. `changing`: an earlier one counts. */
export type Standing = 'none' | 'waiting' | 'sending' | 'changing' | 'counted' | 'refused'

/** Where a ballot stands by what is counted and the last command that was given about it. */
export function standingOf(counted: boolean, last: Pick<OutboxItem, 'status'> | undefined): Standing {
  if (!last) return counted ? 'counted' : 'none'
  if (last.status === 'refused') return counted ? 'counted' : 'refused'
  return counted ? 'changing' : last.status
}

export interface OwnBallotView {
  standing: ComputedRef<Standing>
  /** As the server has it; an anonymous one without what it says. */
  ballot: ComputedRef<OwnBallot | undefined>
  /** The nonce could not be kept, and nothing was sent. */
  notKept: Ref<boolean>
  cast(choice: Choice, reason?: string): Promise<void>
}

/** The reader's own ballot in a poll. Call it in set-up. */
export function useOwnBallot(matter: MatterStore, poll: () => Poll): OwnBallotView {
  const outbox = useOutbox()
  const nonces = useNonces()
  const send = useSend(matter.id)
  const { own } = useBeside(matter)
  const notKept = ref(false)
  const ballot = computed(() => own.value.ballots.get(poll().poll))
  const last = computed(() =>
    outbox.entries.findLast(
      ({ matter: of, command }) =>
        of === matter.id && command.type === 'ballot.cast' && command.data.poll === poll().poll,
    ),
  )
  const keeping = ref(false)

  return {
    ballot,
    notKept,
    standing: computed(() => (keeping.value ? 'sending' : standingOf(ballot.value !== undefined, last.value))),
    async cast(choice, reason) {
      const { poll: id, named } = poll()
      const data = { poll: id, choice, ...(reason === undefined ? {} : { reason }) }
      if (named) return send({ type: 'ballot.cast', data }, 'voting.standing.counted')
      if (keeping.value) return
      notKept.value = false
      keeping.value = true
      const nonce = newNonce()
      try {
        // Not before it is on disk: a ballot without its nonce could never be found again.
        await nonces.keep(matter.id, id, choice, nonce)
        send({ type: 'ballot.cast', data: { ...data, nonce } }, 'voting.standing.counted')
      } catch {
        notKept.value = true
        toast(t('voting.ballot.notKept'), 'act')
      } finally {
        keeping.value = false
      }
    },
  }
}
