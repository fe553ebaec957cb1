import { isOpen, participants, waiting, type AnyState, type MatterEvent } from '../../core/kinds.ts'
import { addressText, type TaskKind } from '../../core/matter/task.ts'
import type { EventFact } from '../../core/record/event.ts'
import { changesSearchText, noticeFor, searchText, summarise } from '../../core/summary.ts'
import { indexTerms } from '../../core/text/terms.ts'
import type { Append } from '../store/contract.ts'

export type Views = NonNullable<Append['views']>
export type Notices = Views['notices']

/** What waits in a matter, by the address of whom it waits for. */
export type Waits = { address: string; kind: TaskKind; since: number; until?: number }[]

/** What waits in a state at a time in ms UTC, as the store keeps it. */
export function waitsOf(state: AnyState, at: number): Waits {
  return waiting(state, at).map(({ for: addressee, ...rest }) => ({ address: addressText(addressee), ...rest }))
}

/** The notice an event gives rise to; `state` is the state after it. */
export function noticeOf(state: AnyState, event: EventFact<MatterEvent>): Notices {
  const to = noticeFor(state, event)
  if (!to) return []
  const { seq, type, actor, at } = event
  return [{ seq, type, actor, at, to }]
}

/** Everything that is kept beside the events for lists, inboxes and search: `state` is the state after all of them. */
export function viewsOf(
  state: AnyState,
  events: readonly EventFact<MatterEvent>[],
  waits: Waits,
  notices: Notices,
  number: Views['number'],
): Views {
  return {
    summary: summarise(state),
    open: isOpen(state),
    participants: participants(state),
    waiting: waits,
    notices,
    ...(events.some(changesSearchText) ? { terms: indexTerms(searchText(state)) } : {}),
    ...(number ? { number } : {}),
  }
}
