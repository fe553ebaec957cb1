import { type Span, warnsFrom } from './span.ts'
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
