import { DAY_MS, dayOf, dayStart } from '../../core/clock/calendar.ts'
import { STATE_CALENDAR } from '../../core/clock/workdays.ts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS

const MORNING_MS = 8 * HOUR_MS
/** How much of a day people are awake, from the morning on. */
const AWAKE = 14 / 24
const EVENING_MS = MORNING_MS + AWAKE * DAY_MS
/** What happens before a sitting begins: people come. */
const COMING_MS = 15 * MINUTE_MS
const ROUND_MS = 5 * MINUTE_MS

const midnight = (at: number) => dayStart(dayOf(at))

/** The same day, pressed into the fourteen hours from eight in the morning, so that nobody writes at night; keeps order. */
export function waking(at: number): number {
  const day = midnight(at)
  return Math.round(day + MORNING_MS + (at - day) * AWAKE)
}

/** No later than ten in the evening of the day of another time: what follows within minutes is not put off over night. */
export function sameEvening(at: number, last: number): number {
  return Math.min(at, midnight(last) + EVENING_MS)
}

/** The time that `waking` makes this one of: what comes hours after something that has its own hour goes on from here. */
export function unpressed(at: number): number {
  const day = midnight(at)
  return day + (at - day - MORNING_MS) / AWAKE
}

/**
 * When a sitting begins: at an hour (14.5 is half past two) some days from now, on the working day before it, or for
 * days to come after it; or so many minutes ago, for one that goes on. At night, when nobody sits, that one has gone on
 * since the evening before.
 */
export type Begins = { day: number; hour: number } | { minutesAgo: number }

/** The beginning of a sitting, seen from `now`; both in ms UTC. */
export function beginningOf(begins: Begins, now: number): number {
  if ('day' in begins) {
    const day = dayOf(now) + begins.day
    const worked = begins.day < 0 ? STATE_CALENDAR.after(day + 1, -1) : STATE_CALENDAR.after(day - 1, 1)
    return dayStart(worked) + begins.hour * HOUR_MS
  }
  const length = begins.minutesAgo * MINUTE_MS
  const awake = now - midnight(now)
  const early = awake < MORNING_MS + COMING_MS + length + ROUND_MS
  const end = early ? midnight(now) - DAY_MS + EVENING_MS : Math.min(now, midnight(now) + EVENING_MS)
  return Math.floor((end - length) / ROUND_MS) * ROUND_MS
}
