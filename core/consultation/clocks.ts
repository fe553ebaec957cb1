import { CONSULTATION_CLOCKS } from '../clock/rules.ts'
import { endBefore, endOf } from '../clock/span.ts'

/** Working days before the session for invitations and papers, and after it for the minutes. */
export interface ClockDays {
  notice: number
  papers: number
  minutes: number
}

/** The clocks of a session: its own, and the usual ones where it sets none. */
export function clockDays(own: Partial<ClockDays> = {}): ClockDays {
  return { ...CONSULTATION_CLOCKS, ...own }
}

interface Timed {
  startsAt: number
  clocks: ClockDays
  concludedAt?: number
}

/** Until when invitations should have gone out, in ms UTC. */
export function noticeDue({ startsAt, clocks }: Timed): number {
  return endBefore(startsAt, { workdays: clocks.notice })
}

/** Until when the papers should have gone out, in ms UTC. */
export function papersDue({ startsAt, clocks }: Timed): number {
  return endBefore(startsAt, { workdays: clocks.papers })
}

/** Until when the minutes should be confirmed, in ms UTC; `undefined` before the session has ended. */
export function minutesDue({ concludedAt, clocks }: Timed): number | undefined {
  return concludedAt === undefined ? undefined : endOf(concludedAt, { workdays: clocks.minutes })
}
