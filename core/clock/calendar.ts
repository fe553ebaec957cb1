import chineseDays from 'chinese-days'
import { isPublished, statutoryDays } from './statutory.ts'

const DAY_MS = 24 * 60 * 60_000
// the mainland keeps one time zone without daylight saving
const CHINA_OFFSET_MS = 8 * 60 * 60_000

/** The calendar date in China at a time in ms UTC: `YYYY-MM-DD`. */
export function chinaDate(at: number): string {
  return new Date(at + CHINA_OFFSET_MS).toISOString().slice(0, 10)
}

/** The last millisecond of a date (`YYYY-MM-DD`) in China, in ms UTC: until when a deadline on that date runs. */
export function endOfDay(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) - CHINA_OFFSET_MS + DAY_MS - 1
}

/**
 * True when people work on a date: weekends, public holidays and make-up days of the State Council's calendar. It is
 * published a year at a time: of a year without it, weekends and the days that are free by law.
 */
export function isWorkday(date: string): boolean {
  const { name, work } = chineseDays.getDayDetail(date)
  // a day of the arrangement has the names of its holiday; of the others it tells the weekday of the machine's own zone
  if (name.includes(',')) return work
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  const year = Number(date.slice(0, 4))
  return weekday % 6 > 0 && (isPublished(year) || !statutoryDays(year).has(date))
}

/**
 * The end of the n-th working day after the day of `at` (the day itself does not count). `days` ≥ 0; times in ms UTC.
 */
export function addWorkdays(at: number, days: number): number {
  let left = days
  let day = at
  while (left > 0) {
    day += DAY_MS
    if (isWorkday(chinaDate(day))) left--
  }
  return endOfDay(chinaDate(day))
}

/**
 * The end of the n-th working day before the day of `at` (the day itself does not count): until when something has to
 * be done that many working days ahead. `days` ≥ 0; times in ms UTC.
 */
export function workdaysBefore(at: number, days: number): number {
  let left = days
  let day = at
  while (left > 0) {
    day -= DAY_MS
    if (isWorkday(chinaDate(day))) left--
  }
  return endOfDay(chinaDate(day))
}

/** The end of the day `months` later; where the month is shorter, its last day. Times in ms UTC. */
export function addMonths(at: number, months: number): number {
  const [year = 0, month = 0, day = 0] = chinaDate(at).split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(day, last))
  return endOfDay(first.toISOString().slice(0, 10))
}

/** The end of the day `days` calendar days later. Times in ms UTC. */
export function addDays(at: number, days: number): number {
  return endOfDay(chinaDate(at + days * DAY_MS))
}
