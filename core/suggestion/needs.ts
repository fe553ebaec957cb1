import type { ClockBook } from '../clock/book.ts'
import { clocksOf, isRunning } from '../clock/clocks.ts'
import { deadlineOf } from '../clock/deadline.ts'
import { CLOCK_RULES } from '../clock/rules.ts'
import type { Waiting } from '../matter/task.ts'
import type { SuggestionState } from './state.ts'

/** Everything that waits for somebody in a suggestion, at a time in ms UTC. */
export function waitingSuggestion(state: SuggestionState, at: number, book: ClockBook): Waiting[] {
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
              ...deadlineOf(replying(state, at, book)),
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

/** The clock of the reply while it runs. */
export const replying = ({ marks }: SuggestionState, at: number, book: ClockBook) =>
  clocksOf(marks, [CLOCK_RULES.reply], at, book).findLast(isRunning)
