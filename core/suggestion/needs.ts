import type { Waiting } from '../matter/task.ts'
import type { SuggestionState } from './state.ts'

/** Everything that waits for somebody in a suggestion. */
export function waitingSuggestion(state: SuggestionState): Waiting[] {
  switch (state.status) {
    case 'submitted':
      return [{ kind: 'screen', for: { role: 'moderator' }, since: state.createdAt }]
    case 'forwarded':
      return state.forwarding
        ? [
            {
              kind: 'reply',
              for: { unit: state.forwarding.unit },
              since: state.forwarding.at,
              due: state.forwarding.due,
            },
          ]
        : []
    case 'answered':
      return [{ kind: 'rate', for: { account: state.author }, since: state.answer?.at ?? state.updatedAt }]
    case 'declined':
    case 'closed':
    case 'taken-up':
      return []
    default:
      return state.status satisfies never
  }
}
