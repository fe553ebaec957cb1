import type { ConsultationState } from '../../../../core/consultation/state.ts'
import { allMessages } from '../../../../core/matter/discussion.ts'
import type { Message } from '../../../../core/matter/state.ts'
import { activeMute } from '../../../../core/people/permission.ts'
import type { RecordEvent } from '../../../../core/record/event.ts'

const MEASURES: readonly string[] = [
  'message.hidden',
  'message.unhidden',
  'participant.muted',
  'participant.unmuted',
  'matter.locked',
  'matter.unlocked',
  'matter.slowed',
  'matter.redacted',
  'statement.rejected',
  'moderation.appealed',
  'moderation.appeal-answered',
]

/** What was done to keep order, with its reasons, and what was said against it; the latest first. */
export function orderLog(events: readonly RecordEvent[]): RecordEvent[] {
  return events.filter(({ type }) => MEASURES.includes(type)).reverse()
}

/** Something that a person can appeal against: a message of theirs that is hidden, or, without one, their mute. */
export interface Grievance {
  message?: Message
  reason: string
}

/** What an account can appeal against now (ms UTC); where an appeal waits for its answer it is left out. */
export function grievances(state: ConsultationState, account: string, now: number): Grievance[] {
  const waits = (message: string | undefined) =>
    state.appeals.some((appeal) => appeal.by === account && appeal.message === message && !appeal.answer)
  const hidden = allMessages(state)
    .filter((message) => message.author === account && message.hidden && !message.redacted && !waits(message.id))
    .map((message) => ({ message, reason: message.hidden?.reason ?? '' }))
  const mute = activeMute(state, account, now)
  return mute && !waits(undefined) ? [{ reason: mute.reason }, ...hidden] : hidden
}
