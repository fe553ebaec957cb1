import { memberOf, type Mark } from './mark.ts'
import type { ClockRule } from './rule.ts'
import { endBefore, endOf, movedBy } from './span.ts'
import { dayOf } from './calendar.ts'
import type { Calendar } from './workdays.ts'

/** A time during which a clock stands still; without an end while it lasts. Times in ms UTC. */
export interface Pause {
  from: number
  until?: number
}

/** What the end of a clock follows from. */
export interface Ending {
  rule: ClockRule
  start: Mark
  /** The due date that the event of `setAt` named. */
  named?: number
  setAt: number
  pauses: readonly Pause[]
}

/**
 * When a clock ends, in ms UTC, pauses included; one that lasts ends `now`, for the reckoning. A pause that begins on
 * the day of the end or later moves nothing.
 */
export function dueOf({ rule, start, named, setAt, pauses }: Ending, now: number, calendar: Calendar): number {
  let due = named ?? plainEnd(rule, start, calendar)
  for (const { from, until = now } of pauses) {
    // a date that was named while the clock stood still, or after it had, was named in the knowledge of that
    const begins = Math.max(from, setAt)
    if (until > begins && dayOf(begins) < dayOf(due)) due = movedBy(due, begins, until, rule.length, calendar)
  }
  return due
}

function plainEnd(rule: ClockRule, start: Mark, calendar: Calendar): number {
  if (rule.before === undefined) return endOf(start.at, rule.length, calendar)
  const meant = memberOf(start, rule.before)
  return endBefore(typeof meant === 'number' ? meant : start.at, rule.length, calendar)
}
