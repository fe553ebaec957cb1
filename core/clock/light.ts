import { type Span, warnsFrom } from './span.ts'
import type { Calendar } from './workdays.ts'

/** How long before the end a clock turns amber when nothing else is said. */
export const WARNING: Span = { workdays: 5 }

export type Light = 'green' | 'amber' | 'red' | 'grey'

/** From when on a due date is near (ms UTC) that no rule gives a warning of its own. */
export function usuallyNear(due: number, calendar: Calendar): number {
  return warnsFrom(due, WARNING, calendar)
}

/** The light of a due date now: red past it, amber from `warnsAt` on, green before, grey without one. Times in ms UTC. */
export function dueLight(due: number | undefined, warnsAt: number, now: number): Light {
  if (due === undefined) return 'grey'
  if (now > due) return 'red'
  return now >= warnsAt ? 'amber' : 'green'
}

/** Which due dates have a light now: due at `dueFrom` or later and before `dueTo`, near from `nearFrom` on and before `nearTo`. */
export interface LitBetween {
  dueFrom?: number
  dueTo?: number
  nearFrom?: number
  nearTo?: number
}

/** The due dates that have a light now, as `dueLight` gives it. Times in ms UTC. */
export function dueWithin(light: Exclude<Light, 'grey'>, now: number): LitBetween {
  if (light === 'red') return { dueTo: now }
  return { dueFrom: now, ...(light === 'amber' ? { nearTo: now + 1 } : { nearFrom: now + 1 }) }
}
