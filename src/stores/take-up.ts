import { defineStore } from 'pinia'
import { useOutbox } from './outbox.ts'
import { useSession } from './session.ts'

/**
 * Takes up the suggestion that a proposal of the reader's names as its origin, as soon as the server has the proposal:
 * also when the proposal was written offline and sent long after the form was left, or by the next start.
 */
export const useTakeUps = defineStore('take-ups', () => {
  const outbox = useOutbox()
  const session = useSession()

  outbox.onAcknowledged(({ matter, events }) => {
    const [first] = events
    if (first?.type !== 'proposal.submitted' || !session.isMe(first.actor)) return
    const { origin } = (first.data ?? {}) as { origin?: string }
    if (origin !== undefined)
      void outbox.send({ matter: origin, type: 'suggestion.take-up', data: { proposal: matter } })
  })

  return {}
})
