import { defineStore } from 'pinia'
import { useFollowUps } from './follow-ups.ts'
import { useOutbox } from './outbox.ts'
import { useSession } from './session.ts'

/**
 * Takes up the suggestion that a proposal of the reader's names as its origin, as soon as the server has the proposal:
 * also when the proposal was written offline and sent long after the form was left, or by the next start.
 */
export const useTakeUps = defineStore('take-ups', () => {
  const outbox = useOutbox()
  const session = useSession()
  const followUps = useFollowUps()

  outbox.onAcknowledged(({ matter, events }) => {
    const [first] = events
    if (first?.type !== 'proposal.submitted' || !session.isMe(first.actor)) return
    // What grew from a session has no suggestion to take up.
    if (followUps.expects(matter)) return
    const { origin } = (first.data ?? {}) as { origin?: string }
    if (origin !== undefined)
      void outbox.send({ matter: origin, type: 'suggestion.take-up', data: { proposal: matter } })
  })

  return {}
})
