import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import { DAY_MS } from '../../core/clock/calendar.ts'
import type { CommandType } from '../../core/kinds.ts'
import { begin, type AnyTale } from './beginnings.ts'
import { beginningOf, HOUR_MS, MINUTE_MS, sameEvening, unpressed, waking } from './hours.ts'
import { PEOPLE } from './people.ts'
import type { Picture } from './pictures.ts'
import { UNITS } from './places.ts'
import type { Step, Tale, Told } from './story.ts'

/** A command of the demo at its time, ms UTC. `made` hears the id of the event it made, and its place. */
export interface DemoCommand {
  at: number
  by: string
  id: string
  matter: string
  type: CommandType
  data: () => object
  made: (event: string, seq: number) => void
}

/** An id that is the same at every start: a version 7 UUID of a time whose random part follows from a text. */
function idFrom(at: number, text: string): string {
  return v7({ msecs: at, random: createHash('sha256').update(text).digest().subarray(0, 16) })
}

function accountOf(username: string): string {
  const found = PEOPLE.find((person) => person.username === username)
  if (!found) throw new Error(`the demo knows nobody called ${username}`)
  return found.id
}

/** When a tale begins: its day, at an hour that differs from tale to tale. */
const startOf = ({ key, daysAgo }: Tale, now: number) => now - daysAgo * DAY_MS + (key.length % 7) * 1.4 * HOUR_MS
const matterOf = (tale: Tale, now: number) => idFrom(waking(startOf(tale, now)), tale.key)

/** What follows so soon belongs to what was before it: for so long a message may be changed. */
const SOON_MS = 10 * MINUTE_MS

/** When each step of a tale is taken, ms UTC. */
function timesOf(tale: AnyTale, now: number): number[] {
  let last = waking(startOf(tale, now))
  // hours go on where they were before they were pressed into the day
  let hours = startOf(tale, now)
  return tale.then.map(({ after, sitting }: Step, i) => {
    if (sitting === undefined) {
      hours += after * HOUR_MS
      const at = after * HOUR_MS <= SOON_MS ? sameEvening(waking(hours), last) : waking(hours)
      last = keptOrder(at, last, `${tale.key}: step ${i}`)
    } else {
      const from = sitting === 'begins' && 'agenda' in tale ? beginningOf(tale.begins, now) : last
      last = keptOrder(Math.round(from + after * MINUTE_MS), last, `${tale.key}: step ${i}`)
      hours = unpressed(last)
    }
    if (last >= now) throw new Error(`${tale.key}: step ${i} would happen after now`)
    return last
  })
}

function keptOrder(at: number, last: number, what: string): number {
  if (at < last) throw new Error(`${what} would happen before the one before`)
  return at
}

/** What steps look up by name: matters by the keys of their tales, pictures as their hashes. */
interface Found {
  matters: ReadonlyMap<string, string>
  pictures: ReadonlyMap<Picture, string>
}

function commandsOf(tale: AnyTale, now: number, { matters, pictures }: Found): DemoCommand[] {
  const { key, by, then } = tale
  const messages = new Map<string, string>()
  const places = new Map<string, number>()
  const find = <K extends string, V>(found: ReadonlyMap<K, V>, name: K): V => {
    const id = found.get(name)
    if (id === undefined) throw new Error(`${key}: nothing is there under the name ${name}`)
    return id
  }
  const told: Told = {
    key,
    account: accountOf,
    owner: (name) => (UNITS.some(({ id }) => id === name) ? name : accountOf(name)),
    message: (name) => find(messages, name),
    place: (name) => find(places, name),
    picture: (picture) => find(pictures, picture),
    matter: (name) => find(matters, name),
    day: (days) => now + days * DAY_MS,
    beginning: (begins) => beginningOf(begins, now),
  }
  const matter = matterOf(tale, now)
  const at = waking(startOf(tale, now))
  const { type, data } = begin(tale, now)
  const first = { at, by, id: idFrom(at, `${key} submit`), matter, type, data: () => data(told), made: () => {} }
  const times = timesOf(tale, now)
  const steps = then.map((step: Step, i): DemoCommand => {
    const time = times[i] ?? at
    return {
      at: time,
      by: step.by,
      id: idFrom(time, `${key} ${i}`),
      matter: step.in === undefined ? matter : told.matter(step.in),
      type: step.type,
      data: () => step.data(told),
      made(event, seq) {
        if (step.name === undefined) return
        messages.set(step.name, event)
        places.set(step.name, seq)
      },
    }
  })
  return [first, ...steps]
}

/** All commands of the tales in the order of their times, the last of them before `now` (ms UTC). */
export function timelineOf(
  tales: readonly AnyTale[],
  now: number,
  pictures: Found['pictures'] = new Map(),
): DemoCommand[] {
  const matters = new Map(tales.map((tale) => [tale.key, matterOf(tale, now)]))
  return tales.flatMap((tale) => commandsOf(tale, now, { matters, pictures })).sort((a, b) => a.at - b.at)
}
