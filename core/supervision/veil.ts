import { hasRole, type Account } from '../people/roles.ts'
import type { SupervisionState } from './state.ts'

/**
 * A thread as an account may read it: what somebody saw and a moderator hid keeps its place and the reason, and its words
 * and pictures only for its author and for moderators. `events`: ids of the events whose data is not for the account.
 */
export function veiledSupervision(state: SupervisionState, account: Account) {
  const unread = hasRole(account, 'moderator')
    ? []
    : state.observations.filter(({ hidden, by }) => hidden && by !== account.id)
  const events: ReadonlySet<string> = new Set(unread.map(({ id }) => id))
  if (events.size === 0) return { state, events }
  const observations = state.observations.map((one) => {
    if (!events.has(one.id)) return one
    const { attachments: _attachments, ...rest } = one
    return { ...rest, text: '' }
  })
  return { state: { ...state, observations }, events }
}
