export const DAY_MS = 24 * 60 * 60_000
// the mainland keeps one time zone without daylight saving
const CHINA_OFFSET_MS = 8 * 60 * 60_000

/** The day in China of a time in ms UTC, as a number that counts days. */
export function dayOf(at: number): number {
  return Math.floor((at + CHINA_OFFSET_MS) / DAY_MS)
}

/** The first millisecond of a day in China, in ms UTC. */
export function dayStart(day: number): number {
  return day * DAY_MS - CHINA_OFFSET_MS
}

/** The last millisecond of a day in China, in ms UTC: until when a deadline on that day runs. */
export function dayEnd(day: number): number {
  return dayStart(day + 1) - 1
}

/** The date of a day: `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** The day of a date (`YYYY-MM-DD`). */
export function dayOfDate(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS)
}

/** The calendar date in China at a time in ms UTC: `YYYY-MM-DD`. */
export function chinaDate(at: number): string {
  return dateOf(dayOf(at))
}

/** The last millisecond of a date (`YYYY-MM-DD`) in China, in ms UTC: until when a deadline on that date runs. */
export function endOfDay(date: string): number {
  return dayEnd(dayOfDate(date))
}

/** The day `months` later, or earlier where `months` < 0; where that month is shorter, its last day. */
export function monthsAfter(day: number, months: number): number {
  const date = new Date(day * DAY_MS)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY_MS
}
