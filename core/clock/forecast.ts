import { dayEnd, dayOf } from './calendar.ts'
import { isPaused, isRunning, type Clock } from './clocks.ts'

/**
 * The clocks that run out within so many days when nobody does anything: those that are not past their end and end by
 * the end of the day `days` calendar days after `now` (ms UTC), the soonest first. What stands still runs out nowhere.
 */
export function forecast<C extends Clock>(clocks: readonly C[], now: number, days: number): C[] {
  const until = dayEnd(dayOf(now) + days)
  return clocks
    .filter((clock) => isRunning(clock) && !isPaused(clock) && clock.due >= now && clock.due <= until)
    .sort((a, b) => a.due - b.due)
}
