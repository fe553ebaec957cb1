import type { SuggestionState } from '../../../core/suggestion/state.ts'
import type { Verdict } from '../matter/allowed.ts'
import type { Offer } from '../matter/offer.ts'

export type SuggestionAction = 'forward' | 'decline' | 'answer' | 'rate' | 'takeUp' | 'lock' | 'unlock'

/** What the reader can do with a suggestion now, in the order in which it is offered. */
export function offersFor(state: SuggestionState, may: Verdict): Offer<SuggestionAction>[] {
  const allowed = (type: Parameters<Verdict>[0]) => may(type) === undefined
  const offers: (Offer<SuggestionAction> | false)[] = [
    allowed('suggestion.answer') && { action: 'answer', rank: 'first', icon: 'reply' },
    allowed('suggestion.rate') && { action: 'rate', rank: 'first', icon: 'star' },
    allowed('suggestion.forward') && {
      action: 'forward',
      rank: state.status === 'submitted' ? 'first' : 'plain',
      icon: 'send',
    },
    allowed('suggestion.decline') && { action: 'decline', rank: 'plain', icon: 'minus' },
    // Whoever has an answer to rate is here for that.
    allowed('suggestion.take-up') && {
      action: 'takeUp',
      rank: allowed('suggestion.rate') ? 'plain' : 'first',
      icon: 'grow',
    },
    !state.lock && allowed('matter.lock') && { action: 'lock', rank: 'rest', icon: 'lock' },
    state.lock !== undefined && allowed('matter.unlock') && { action: 'unlock', rank: 'rest', icon: 'lock' },
  ]
  return offers.filter((offer) => offer !== false)
}
