import type { EventDraft, EventFact, RecordEvent } from '../record/event.ts'
import { REDACTED, type Redaction } from '../record/redact.ts'
import { accept, reject, type Context, type Decision } from './decision.ts'
import { allMessages, withChanged, withMessage } from './discussion.ts'
import type { MatterState, Message, Redacted } from './state.ts'

/** What people say in a kind of matter besides the discussion, and that can be redacted, too. */
export interface OwnWords<S extends MatterState> {
  /** The places of the record that hold the words at a place, and whose they are; `undefined` where none are. */
  at(state: S, seq: number): Words | undefined
  /** Folds in an event of which only the place is left. */
  left(state: S, event: EventFact): S
  redacted(state: S, seqs: ReadonlySet<number>, redaction: Redacted): S
}

interface Words {
  seqs: number[]
  author: string
  redacted: boolean
}

export type RedactedEvent = { type: typeof REDACTED; data: Redaction }

/**
 * Decides a redaction. Only what people say can be redacted, a message with all its versions at once; what is already
 * is passed over. It asks for the password again.
 */
export function redactWords<S extends MatterState>(
  state: S,
  { events, reason }: Redaction,
  { confirmed }: Context,
  own?: OwnWords<S>,
): Decision<RedactedEvent> {
  const seqs = new Set<number>()
  for (const seq of events) {
    const words = wordsAt(state, seq, own)
    if (!words)
      return reject('conflict', 'not-redactable', 'only what people say can be redacted', { seq, rule: 'RD2' })
    if (!words.redacted) for (const place of words.seqs) seqs.add(place)
  }
  if (seqs.size === 0) return accept()
  if (!confirmed) return reject('forbidden', 'confirm-password', 'this asks for the password again', { rule: 'RD3' })
  return accept({ type: REDACTED, data: { events: [...seqs].sort((a, b) => a - b), reason } })
}

/** Whose words a redaction took. `state` may be the one before or after it. */
export function authorsOf<S extends MatterState>(state: S, { events }: Redaction, own?: OwnWords<S>): string[] {
  return [...new Set(events.flatMap((seq) => wordsAt(state, seq, own)?.author ?? []))]
}

function wordsAt<S extends MatterState>(state: S, seq: number, own?: OwnWords<S>): Words | undefined {
  const message = allMessages(state).find((one) => one.seq === seq || one.edits?.includes(seq))
  if (!message) return own?.at(state, seq)
  const { author, edits = [], redacted } = message
  return { author, seqs: [message.seq, ...edits], redacted: redacted !== undefined }
}

/** A message of which only the place is left: its text, its files and what it answered were in its events. */
export function emptied({ id, seq, at, author, endorsedBy, retractedAt, hidden }: Message): Message {
  return {
    ...{ id, seq, at, author, text: '', endorsedBy },
    ...(retractedAt === undefined ? {} : { retractedAt }),
    ...(hidden ? { hidden } : {}),
  }
}

/** Folds a redaction into the discussion and into what the kind has of its own. */
export function foldRedaction<S extends MatterState>(state: S, event: EventFact<RedactedEvent>, own?: OwnWords<S>): S {
  const { at, actor, data } = event
  const seqs = new Set(data.events)
  const redacted = { by: actor, at, reason: data.reason }
  const gone = allMessages(state).filter(({ seq }) => seqs.has(seq))
  const next = gone.reduce((now, { id }) => withChanged(now, id, (one) => ({ ...emptied(one), redacted })), state)
  return own ? own.redacted(next, seqs, redacted) : next
}

/** Folds in an event whose content is gone: of words said, their place is left; everything else only moves the place. */
export function foldLeft<S extends MatterState>(state: S, event: EventFact, own?: OwnWords<S>): S {
  if (event.type !== 'message.posted') return own ? own.left(state, event) : state
  const { id, seq, at, actor } = event
  const left = withMessage(state, { id, seq, at, author: actor, text: '', endorsedBy: [] })
  return { ...left, messageCount: state.messageCount + 1 }
}

/** The places whose content these events, which may be any, say is redacted. */
export function redactedBy(events: readonly (EventDraft | RecordEvent)[]): number[] {
  return events.flatMap(({ type, data }) => (type === REDACTED && data !== undefined ? (data as Redaction).events : []))
}
