import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import type { CommandType } from '../../core/kinds.ts'
import { PEOPLE } from './people.ts'
import type { Clue, Step, Story, Tale, Told } from './story.ts'

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS

// 中国标准时间, which has no summer time
const CHINA_MS = 8 * HOUR_MS

/** The same day, pressed into the fourteen hours from eight in the morning, so that nobody writes at night; keeps order. */
function waking(at: number): number {
  const intoDay = (at + CHINA_MS) % DAY_MS
  return Math.round(at - intoDay + 8 * HOUR_MS + (intoDay * 14) / 24)
}

/** A command of the demo at its time, ms UTC. `made` hears the id of the event it made. */
export interface DemoCommand {
  at: number
  by: string
  id: string
  matter: string
  type: CommandType
  data: () => object
  made: (event: string) => void
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

/** The first command of a tale, and its data once everybody can be looked up. */
interface Beginning {
  tale: Tale
  type: CommandType
  data: (told: Told) => object
}

function beginningOf(tale: Story | Clue): Beginning {
  if ('text' in tale) {
    const { key: _key, by: _by, daysAgo: _daysAgo, then: _then, ...data } = tale
    return { tale, type: 'suggestion.submit', data: () => data }
  }
  const { key: _key, by: _by, daysAgo: _daysAgo, then: _then, form = 'individual', open = true, ...more } = tale
  const { cosigners, origin, ...text } = more
  return {
    tale,
    type: 'proposal.submit',
    data: (told) => ({
      ...text,
      form,
      open,
      ...(cosigners ? { cosigners: cosigners.map(told.account) } : {}),
      ...(origin === undefined ? {} : { origin: told.matter(origin) }),
    }),
  }
}

/** When a tale begins: its day, at an hour that differs from tale to tale. */
const startOf = ({ key, daysAgo }: Tale, now: number) => now - daysAgo * DAY_MS + (key.length % 7) * 1.4 * HOUR_MS
const matterOf = (tale: Tale, now: number) => idFrom(waking(startOf(tale, now)), tale.key)

function commandsOf({ tale, type, data }: Beginning, now: number, matters: ReadonlyMap<string, string>): DemoCommand[] {
  const { key, by, then } = tale
  const messages = new Map<string, string>()
  const find = (found: ReadonlyMap<string, string>, name: string) => {
    const id = found.get(name)
    if (!id) throw new Error(`${key}: nothing is there under the name ${name}`)
    return id
  }
  const told: Told = {
    account: accountOf,
    message: (name) => find(messages, name),
    matter: (name) => find(matters, name),
    day: (days) => now + days * DAY_MS,
  }
  const start = startOf(tale, now)
  const matter = matterOf(tale, now)
  let elapsed = 0
  const at = waking(start)
  const first = { at, by, id: idFrom(at, `${key} submit`), matter, type, data: () => data(told), made: () => {} }
  const steps = then.map((step: Step, i): DemoCommand => {
    elapsed += step.after * HOUR_MS
    const time = waking(start + elapsed)
    if (time >= now) throw new Error(`${key}: step ${i} would happen after now`)
    return {
      at: time,
      by: step.by,
      id: idFrom(time, `${key} ${i}`),
      matter,
      type: step.type,
      data: () => step.data(told),
      made: (event) => void (step.name !== undefined && messages.set(step.name, event)),
    }
  })
  return [first, ...steps]
}

/** All commands of the tales in the order of their times, the last of them before `now` (ms UTC). */
export function timelineOf(tales: readonly (Story | Clue)[], now: number): DemoCommand[] {
  const matters = new Map(tales.map((tale) => [tale.key, matterOf(tale, now)]))
  return tales.flatMap((tale) => commandsOf(beginningOf(tale), now, matters)).sort((a, b) => a.at - b.at)
}
