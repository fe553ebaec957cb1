import { dayOf } from './calendar.ts'
import type { Calendar } from './workdays.ts'

/**
 * Working days left until the day of a due date: today does not count, that day does. Negative: working days since
 * that day. 0 on the day itself, and while only days off lie between. Times in ms UTC.
 */
export function workdaysLeft(due: number, now: number, calendar: Calendar): number {
  // no minus zero
  return calendar.between(dayOf(now), dayOf(due)) || 0
}
