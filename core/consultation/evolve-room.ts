import { unknownEvent } from '../matter/evolve.ts'
import type { EventFact } from '../record/event.ts'
import type { RoomEvent } from './events.ts'
import type { ConsultationState } from './state.ts'

/** Folds an event of the floor, the questions or the order into the state; does not touch `seq` or `updatedAt`. */
export function evolveRoom(state: ConsultationState, event: EventFact<RoomEvent>): ConsultationState {
  const { at, actor: by } = event
  const { floor } = state
  const down = (account: string) => floor.hands.filter((hand) => hand.account !== account)
  switch (event.type) {
    case 'floor.requested':
      return { ...state, floor: { ...floor, hands: [...down(by), { account: by, at, ...event.data }] } }
    case 'floor.withdrawn':
      return { ...state, floor: { ...floor, hands: down(by) } }
    case 'floor.granted': {
      const { called: _called, ...speech } = event.data
      return { ...state, floor: { hands: down(speech.account), speeches: [...floor.speeches, { ...speech, at }] } }
    }
    case 'floor.finished': {
      const last = floor.speeches.at(-1)
      if (!last || last.to !== undefined) return state
      return { ...state, floor: { ...floor, speeches: floor.speeches.with(-1, { ...last, to: at }) } }
    }
    case 'question.collected':
      return { ...state, questions: [...state.questions, { message: event.data.message, by, at }] }
    case 'question.settled': {
      const { message, ...settled } = event.data
      const questions = state.questions.map((question) =>
        question.message === message ? { ...question, settled: { ...settled, by, at } } : question,
      )
      return { ...state, questions }
    }
    case 'moderation.appealed':
      return { ...state, appeals: [...state.appeals, { id: event.id, ...event.data, by, at }] }
    case 'moderation.appeal-answered': {
      const { appeal: id, ...answer } = event.data
      const appeals = state.appeals.map((appeal) =>
        appeal.id === id ? { ...appeal, answer: { ...answer, by, at } } : appeal,
      )
      return { ...state, appeals }
    }
    default:
      return unknownEvent(state, event)
  }
}
