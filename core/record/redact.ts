import type { RecordEvent } from './event.ts'

/** The type of the event that says which earlier events were redacted, by whom and why. */
export const REDACTED = 'matter.redacted'

/** The type of the event that hides what the event it names by its id tells: not everybody is given that one's content. */
export const HIDDEN = 'observation.hidden'

/** `data` of a `matter.redacted` event: the redacted sequence numbers and the reason. */
export interface Redaction {
  events: number[]
  reason: string
}

/** The same event without its content: `data` and `salt` removed, every hash kept, so the chain still verifies. */
export function redact(event: RecordEvent): RecordEvent {
  const { data: _data, salt: _salt, ...kept } = event
  return kept
}

/** True when an event's content was removed. */
export function isRedacted(event: RecordEvent): boolean {
  return event.data === undefined && event.salt === undefined
}
