import { chinaDate, isWorkday } from './calendar.ts'

const DAY_MS = 24 * 60 * 60_000

/**
 * Working days left until the day of a due date: today does not count, that day does. Negative: working days since
 * that day. 0 on the day itself, and while only days off lie between. Times in ms UTC.
 */
export function workdaysLeft(due: number, now: number): number {
  const [from, to] = due >= now ? [now, due] : [due, now]
  const last = chinaDate(to)
  let count = 0
  for (let day = from, date = chinaDate(day); date < last;) {
    day += DAY_MS
    date = chinaDate(day)
    if (isWorkday(date)) count++
  }
  return due >= now || count === 0 ? count : -count
}
