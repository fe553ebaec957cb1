import { isOpen, participants, waiting, wakesAt, type AnyState, type MatterEvent } from '../../core/kinds.ts'
import type { ClockBook } from '../../core/clock/book.ts'
import type { Boxes } from '../../core/matter/box.ts'
import { addressText } from '../../core/matter/task.ts'
import { figures } from '../../core/proposal/figures.ts'
import type { EventFact } from '../../core/record/event.ts'
import { threadFigures } from '../../core/supervision/figures.ts'
import { changesSearchText, comparedText, noticeFor, searchText, summarise } from '../../core/summary.ts'
import { features } from '../../core/text/features.ts'
import { indexTerms } from '../../core/text/terms.ts'
import type { Append, StoredWait } from '../store/contract.ts'
import type { Derived } from '../store/derived.ts'

/** Events that can change a figure. */
const COUNTED = /^(proposal|supervision|commitment|progress|extension)\./

export type Views = NonNullable<Append['views']>
export type Notices = Views['notices']

/** What waits in a matter, by the address of whom it waits for. */
export type Waits = StoredWait[]

/** What waits in a state at a time in ms UTC, as the store keeps it; not for those who have done it beside the record. */
export function waitsOf(state: AnyState, at: number, book: ClockBook, box?: Boxes): Waits {
  return waiting(state, at, book, box).map(({ for: addressee, ...rest }) => ({
    address: addressText(addressee),
    ...rest,
  }))
}

/** The notice an event gives rise to; `state` is the state after it. */
export function noticeOf(state: AnyState, event: EventFact<MatterEvent>): Notices {
  const to = noticeFor(state, event)
  if (!to) return []
  const { seq, type, actor, at } = event
  return [{ seq, type, actor, at, to: to === 'all' ? to : to.map(addressText) }]
}

/** What is derived of a whole state. */
export function derivedOf(state: AnyState, book: ClockBook): Derived {
  return {
    features: features(comparedText(state)),
    ...figuresOf(state, book),
  }
}

/** The figures that a kind of matter has, if it has any. */
export function figuresOf(state: AnyState, book: ClockBook): Pick<Derived, 'figures' | 'thread'> {
  if (state.kind === 'proposal') return { figures: figures(state) }
  return state.kind === 'supervision' ? { thread: threadFigures(state, book) } : {}
}

/** Hashes of the files that events tell of. */
function filesOf(events: readonly EventFact<MatterEvent>[]): string[] {
  return events.flatMap(({ data }) => filesIn(data))
}

/** Hashes of the files that the data of an event, or what is held beside a record, tells of. */
export function filesIn(data: unknown): string[] {
  const { attachments = [] } = (data ?? {}) as { attachments?: readonly { sha256: string }[] }
  return attachments.map(({ sha256 }) => sha256)
}

/** Everything that is kept beside the events for lists, inboxes and search: `state` is the state after all of them. */
export function viewsOf(
  state: AnyState,
  events: readonly EventFact<MatterEvent>[],
  waits: Waits,
  notices: Notices,
  number: Views['number'],
  book: ClockBook,
): Views {
  const text = events.some((event) => changesSearchText(state, event)) ? searchText(state) : undefined
  // words said in the discussion change no figure
  const counted = events.some(({ type }) => COUNTED.test(type))
  const attachments = filesOf(events)
  const wakes = wakesAt(state, state.updatedAt, book)
  return {
    summary: summarise(state, book),
    open: isOpen(state),
    participants: participants(state),
    waiting: waits,
    notices,
    ...(text === undefined ? {} : { terms: indexTerms(text), features: features(comparedText(state)) }),
    ...(counted ? figuresOf(state, book) : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(number ? { number } : {}),
    ...(wakes === undefined ? {} : { wakesAt: wakes }),
  }
}
