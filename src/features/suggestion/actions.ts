import type { SuggestionState } from '../../../core/suggestion/state.ts'
import type { IconName } from '../../ui/icons.ts'
import type { Verdict } from '../matter/allowed.ts'

export type SuggestionAction = 'forward' | 'decline' | 'answer' | 'rate' | 'takeUp' | 'lock' | 'unlock'

/** `first`: what this person is here for. */
export interface Offer {
  action: SuggestionAction
  first: boolean
  icon: IconName
}

/** What the reader can do with a suggestion now, in the order in which it is offered. */
export function offersFor(state: SuggestionState, may: Verdict): Offer[] {
  const allowed = (type: Parameters<Verdict>[0]) => may(type) === undefined
  const offers: (Offer | false)[] = [
    allowed('suggestion.answer') && { action: 'answer', first: true, icon: 'reply' },
    allowed('suggestion.rate') && { action: 'rate', first: true, icon: 'star' },
    allowed('suggestion.forward') && { action: 'forward', first: state.status === 'submitted', icon: 'send' },
    allowed('suggestion.decline') && { action: 'decline', first: false, icon: 'minus' },
    // Whoever has an answer to rate is here for that.
    allowed('suggestion.take-up') && { action: 'takeUp', first: !allowed('suggestion.rate'), icon: 'grow' },
    !state.lock && allowed('matter.lock') && { action: 'lock', first: false, icon: 'lock' },
    state.lock !== undefined && allowed('matter.unlock') && { action: 'unlock', first: false, icon: 'lock' },
  ]
  return offers.filter((offer) => offer !== false)
}
