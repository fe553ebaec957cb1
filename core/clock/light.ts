import { DAY_MS } from './calendar.ts'
import { endOf, type Span, warnsFrom } from './span.ts'
import { STATE_CALENDAR } from './workdays.ts'

/** How long before the end a clock turns amber when nothing else is said. */
export const WARNING: Span = { workdays: 5 }

export type Light = 'green' | 'amber' | 'red' | 'grey'

/** The light of a due date (ms UTC) now: red past it, amber within the warning, green before, grey without one. */
export function dueLight(due: number | undefined, now: number, warning = WARNING, calendar = STATE_CALENDAR): Light {
  if (due === undefined) return 'grey'
  if (now > due) return 'red'
  return now >= warnsFrom(due, warning, calendar) ? 'amber' : 'green'
}

/** The last end of a day that is amber now (ms UTC) as a due date; what is due after it is green. */
export function nearUntil(now: number, warning = WARNING, calendar = STATE_CALENDAR): number {
  let due = endOf(now, { days: 0 }, calendar)
  while (warnsFrom(due + DAY_MS, warning, calendar) <= now) due += DAY_MS
  return due
}

/** The due dates that have a light now: from `dueFrom` on and before `dueTo`, ms UTC. */
export function dueWithin(light: Exclude<Light, 'grey'>, now: number): { dueFrom?: number; dueTo?: number } {
  if (light === 'red') return { dueTo: now }
  const near = nearUntil(now) + 1
  return light === 'amber' ? { dueFrom: now, dueTo: near } : { dueFrom: near }
}
