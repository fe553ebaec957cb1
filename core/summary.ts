import type { ClockBook } from './clock/book.ts'
import type { ClockFact } from './clock/events.ts'
import { dueLight, usuallyNear } from './clock/light.ts'
import { kindOf, type AnyState, type MatterEvent } from './kinds.ts'
import { findMessage } from './matter/discussion.ts'
import { authorsOf } from './matter/redaction.ts'
import type { Addressee } from './matter/task.ts'
import type { EventFact } from './record/event.ts'
import type { Summary } from './wire/records.ts'

/** The line of a matter in lists; its light is added when it is read, by `withLight`. */
export function summarise(state: AnyState, book: ClockBook): Summary {
  const { supports, cosigners, ...own } = kindOf(state).summary(state, book)
  const near = own.dueAt === undefined ? {} : { warnsAt: own.warnsAt ?? usuallyNear(own.dueAt, book.calendar) }
  return {
    id: state.id,
    kind: state.kind,
    ...(state.number === undefined ? {} : { number: state.number }),
    title: state.title,
    status: state.status,
    ...own,
    ...near,
    author: state.author,
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
    seq: state.seq,
    counts: { messages: state.messageCount, supports, cosigners },
  }
}

/** A summary with the light of its due date at a time in ms UTC; without a due date it has no light. */
export function withLight(summary: Summary, now: number): Summary {
  const { dueAt, warnsAt = 0 } = summary
  return dueAt === undefined ? summary : { ...summary, light: dueLight(dueAt, warnsAt, now) }
}

/** The text under which a matter is found: number, title and the standing version. */
export function searchText(state: AnyState): string {
  return kindOf(state).searchText(state)
}

/** The text by which a matter is compared with others: the one under which it is found, or none. */
export function comparedText(state: AnyState): string {
  return kindOf(state).incomparable ? '' : searchText(state)
}

/** True when an event can change what `searchText` gives. */
export function changesSearchText(state: AnyState, event: EventFact<MatterEvent>): boolean {
  return kindOf(state).searchable.includes(event.type)
}

/**
 * Who is told of an event: everyone the matter concerns (`all`), these, or nobody (`undefined`).
 * The one who did it is not told. `state` is the state after the event.
 */
export function noticeFor(state: AnyState, event: EventFact<MatterEvent>): 'all' | Addressee[] | undefined {
  const { turns, tell } = kindOf(state)
  if (turns.includes(event.type)) return 'all'
  const told = tell?.(state, event)?.filter((account) => account !== event.actor)
  if (told && told.length > 0) return told.map((account) => ({ account }))
  const to = (account: string) => [{ account }]
  const authorOf = (id: string) => findMessage(state, id)?.author
  switch (event.type) {
    case 'matter.locked':
    case 'matter.unlocked':
      return 'all'
    case 'message.posted': {
      const author = event.data.replyTo === undefined ? undefined : authorOf(event.data.replyTo)
      return author && author !== event.actor ? to(author) : undefined
    }
    case 'message.hidden': {
      const author = authorOf(event.data.message)
      return author ? to(author) : undefined
    }
    case 'matter.redacted':
      return authorsOf(state, event.data, kindOf(state).words).map((account) => ({ account }))
    case 'participant.muted':
    case 'participant.unmuted':
      return to(event.data.account)
    case 'clock.warned':
      return onClock(state, event.data)
    case 'clock.breached':
      // the author and the unit see it, and those who keep the clocks
      return [...concernedBy(state), { role: 'moderator' }]
    default:
      return undefined
  }
}

function onClock(state: AnyState, { rule: id, unit }: ClockFact): Addressee[] {
  if (unit !== undefined) return [{ unit }]
  const { clocks, asked } = kindOf(state)
  const who = clocks?.find((rule) => rule.id === id)?.who
  return who && 'asked' in who && asked ? asked(state).map((account) => ({ account })) : [{ role: 'moderator' }]
}

function concernedBy(state: AnyState): Addressee[] {
  const { accounts, units } = kindOf(state).concerned(state)
  return [...accounts.map((account) => ({ account })), ...units.map((unit) => ({ unit }))]
}
