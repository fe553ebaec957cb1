import { unknownEvent } from '../matter/evolve.ts'
import { emptyDiscussion } from '../matter/state.ts'
import type { EventFact } from '../record/event.ts'
import type { SuggestionEvent } from './events.ts'
import type { SuggestionState } from './state.ts'

const TITLE = 30

/** The state after `suggestion.submitted`, the first event of every suggestion. */
export function beginSuggestion(
  event: EventFact<Extract<SuggestionEvent, { type: 'suggestion.submitted' }>>,
): SuggestionState {
  const { text, category, region, attachments } = event.data
  const line = [...text.replaceAll(/\s+/g, ' ')]
  return {
    id: event.matter,
    kind: 'suggestion',
    status: 'submitted',
    seq: event.seq,
    title: line.length > TITLE ? `${line.slice(0, TITLE).join('')}…` : line.join(''),
    author: event.actor,
    createdAt: event.at,
    updatedAt: event.at,
    ...emptyDiscussion(),
    text,
    ...(category === undefined ? {} : { category }),
    region,
    ...(attachments === undefined ? {} : { attachments }),
  }
}

/** Folds an event of a suggestion after its first into its state; does not touch `seq` or `updatedAt`. */
export function evolveSuggestion(state: SuggestionState, event: EventFact<SuggestionEvent>): SuggestionState {
  const { at, actor: by } = event
  switch (event.type) {
    case 'suggestion.submitted':
      throw new Error(`suggestion ${state.id} was submitted twice`)
    case 'suggestion.forwarded': {
      const units = [...new Set([...(state.units ?? []), event.data.unit])]
      return { ...state, status: 'forwarded', units, forwarding: { ...event.data, by, at } }
    }
    case 'suggestion.declined':
      return { ...state, status: 'declined', declined: { ...event.data, by, at } }
    case 'suggestion.answered':
      return { ...state, status: 'answered', answer: { ...event.data, by, at } }
    case 'suggestion.rated':
      return { ...state, status: 'closed', rating: { ...event.data, at } }
    case 'suggestion.taken-up':
      return { ...state, status: 'taken-up', takenUp: { ...event.data, by, at } }
    default:
      return unknownEvent(state, event)
  }
}
