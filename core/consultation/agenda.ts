import { accept, reject } from '../matter/decision.ts'
import type { ConsultationAnswer as Answer, Data } from './decide-types.ts'
import type { SessionEvent, RoomEvent } from './events.ts'
import { speaking } from './floor.ts'
import { runningItem, type AgendaItem, type ConsultationState } from './state.ts'

/** Starts an item that is planned; the one that runs ends with it. */
export function startItem(state: ConsultationState, { item: id }: Data<'agenda.start'>): Answer {
  return onItem(state, id, (item) => {
    if (item.status === 'running') return accept()
    if (item.status === 'finished')
      return reject('conflict', 'item-finished', 'this item is over: add another one', { rule: 'MC8' })
    return accept(...endOfItem(state), { type: 'agenda.started', data: { item: id } })
  })
}

export function finishItem(state: ConsultationState, { item: id }: Data<'agenda.finish'>): Answer {
  return onItem(state, id, (item) => {
    if (item.status === 'finished') return accept()
    return item.status === 'running' ? accept(...endOfItem(state)) : notRunning()
  })
}

/** Gives the running item more minutes. */
export function extendItem(state: ConsultationState, data: Data<'agenda.extend'>): Answer {
  return onItem(state, data.item, (item) =>
    item.status === 'running' ? accept({ type: 'agenda.extended', data }) : notRunning(),
  )
}

/** Adds an item behind another one, or at the end. */
export function addItem(state: ConsultationState, data: Data<'agenda.add'>): Answer {
  if (state.agenda.some(({ id }) => id === data.item.id))
    return reject('conflict', 'item-exists', 'the agenda has an item with this id', { rule: 'MC8' })
  if (data.after !== undefined && !state.agenda.some(({ id }) => id === data.after)) return unknown()
  return accept({ type: 'agenda.added', data })
}

/** Puts the agenda in another order: the same items, each once. */
export function reorder(state: ConsultationState, data: Data<'agenda.reorder'>): Answer {
  const now = state.agenda.map(({ id }) => id)
  if ([...now].sort().join() !== [...data.items].sort().join())
    return reject('conflict', 'not-the-agenda', 'an order names every item once', { rule: 'MC8' })
  return now.join() === data.items.join() ? accept() : accept({ type: 'agenda.reordered', data })
}

/** What ends when the item that runs does: who is speaking, and the item. */
export function endOfItem(state: ConsultationState): (SessionEvent | RoomEvent)[] {
  const item = runningItem(state)
  return [...endOfSpeech(state), ...(item ? [{ type: 'agenda.finished' as const, data: { item: item.id } }] : [])]
}

/** What ends when nobody is to speak on. */
export function endOfSpeech({ floor }: ConsultationState): RoomEvent[] {
  const speech = speaking(floor)
  return speech ? [{ type: 'floor.finished', data: { account: speech.account } }] : []
}

function onItem({ agenda }: ConsultationState, id: string, then: (item: AgendaItem) => Answer): Answer {
  const item = agenda.find((candidate) => candidate.id === id)
  return item ? then(item) : unknown()
}

const unknown = () => reject('not-found', 'unknown-item', 'no such item on the agenda', { rule: 'MC8' })
const notRunning = () => reject('conflict', 'item-not-running', 'this item is not running', { rule: 'MC8' })
