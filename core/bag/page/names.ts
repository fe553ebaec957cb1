import { dayOf, timeOf } from '../day.ts'
import { SYSTEM_ACTOR } from '../../record/event.ts'
import { SYSTEM_NAME } from './words.ts'

/** How a page calls people and places, and writes moments. */
export interface Names {
  /** What an id is called; the id itself when nobody says. */
  of(id: string): string
  all(ids: readonly string[]): string
  time(at: number): string
  day(at: number): string
}

export function namesFrom(names: Readonly<Record<string, string>>): Names {
  const of = (id: string) =>
    (Object.hasOwn(names, id) ? names[id] : undefined) ?? (id === SYSTEM_ACTOR ? SYSTEM_NAME : id)
  // to the minute: seconds are in the time line
  return { of, all: (ids) => ids.map(of).join('、'), time: (at) => timeOf(at).slice(0, 16), day: dayOf }
}
