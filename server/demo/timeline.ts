import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import type { CommandType } from '../../core/kinds.ts'
import { PEOPLE } from './people.ts'
import type { Story, Told } from './story.ts'

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

function commandsOf(story: Story, now: number): DemoCommand[] {
  const { key, by, daysAgo, then, form = 'individual', open = true, cosigners, ...text } = story
  const messages = new Map<string, string>()
  let elapsed = (key.length % 7) * 1.4 * HOUR_MS
  const time = () => waking(now - daysAgo * DAY_MS + elapsed)
  let at = time()
  const matter = idFrom(at, key)
  const told = (): Told => ({
    account: accountOf,
    message(name) {
      const id = messages.get(name)
      if (!id) throw new Error(`${key}: nothing was said under the name ${name}`)
      return id
    },
  })
  const invited = cosigners ? { cosigners: cosigners.map(accountOf) } : {}
  const submit: DemoCommand = {
    at,
    by,
    id: idFrom(at, `${key} submit`),
    matter,
    type: 'proposal.submit',
    data: () => ({ ...text, form, open, ...invited }),
    made: () => {},
  }
  const steps = then.map((step, i): DemoCommand => {
    elapsed += step.after * HOUR_MS
    at = time()
    if (at >= now) throw new Error(`${key}: step ${i} would happen after now`)
    return {
      at,
      by: step.by,
      id: idFrom(at, `${key} ${i}`),
      matter,
      type: step.type,
      data: () => step.data(told()),
      made: (event) => void (step.name !== undefined && messages.set(step.name, event)),
    }
  })
  return [submit, ...steps]
}

/** All commands of the stories in the order of their times, the last of them before `now` (ms UTC). */
export function timelineOf(stories: readonly Story[], now: number): DemoCommand[] {
  return stories.flatMap((story) => commandsOf(story, now)).sort((a, b) => a.at - b.at)
}
