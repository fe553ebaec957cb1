import { v7 } from 'uuid'
import { STANDARD_BOOK } from '../../core/clock/book.ts'
import type { Account } from '../../core/people/roles.ts'
import type { People } from '../accounts/roster.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { Logger } from '../log.ts'
import type { Boxes } from '../boxes/boxes.ts'
import { createMatters } from '../matters/matters.ts'
import type { Store } from '../store/contract.ts'
import { DEMO_PASSWORD, PEOPLE } from './people.ts'
import { drawn, type Picture } from './pictures.ts'
import { REGIONS, SECTORS, UNITS } from './places.ts'
import { ANSWERS, REQUESTS } from './requests.ts'
import { SESSIONS } from './sessions.ts'
import { CLUES, STORIES } from './stories.ts'
import { THREADS } from './threads.ts'
import { timelineOf, type DemoCommand } from './timeline.ts'

export interface SeedParts {
  store: Store
  people: People
  /** ms UTC */
  clock: () => number
  ids: { salt: () => string }
  log: Logger
  boxes: Boxes
  attachments: Attachments
}

const TALES = [...STORIES, ...CLUES, ...SESSIONS, ...THREADS, ...REQUESTS, ...ANSWERS]

/**
 * Fills a server with people and matters to look at, the matters by the commands their people would have sent, spread
 * over the past weeks. Every command has a lasting id, so a second start, also after a broken first one, adds nothing
 * twice. Throws when a command is refused: the stories are then wrong.
 */
export async function seedDemo({ store, people, clock, ids, log, boxes, attachments }: SeedParts): Promise<void> {
  const began = Number(await store.keep('demo-began', () => String(clock())))
  if (!people.roster().regions.some(({ id }) => id === REGIONS[0]?.id))
    await people.put({ regions: REGIONS, units: UNITS, sectors: SECTORS })
  for (const account of PEOPLE) if (!people.account(account.id)) await people.putAccount(account, DEMO_PASSWORD)

  const pictures = new Map<Picture, string>()
  const timeline = timelineOf(TALES, began, pictures)
  const last = timeline.at(-1)
  if (!last || (await store.commandResult(actorOf(last).id, last.id))) return
  for (const { picture, by, name, bytes } of await drawn())
    pictures.set(picture, await taken(attachments, actorOf({ by }), name, bytes))
  await carryOut(timeline, began, { store, people, ids, log, boxes })
  log.info({ accounts: PEOPLE.length, matters: TALES.length, commands: timeline.length }, 'demo data is in place')
}

async function carryOut(
  timeline: readonly DemoCommand[],
  until: number,
  parts: Omit<SeedParts, 'clock' | 'attachments'>,
): Promise<void> {
  const { store, people, ids, log, boxes } = parts
  let now = 0
  const matters = await createMatters({
    store,
    directory: () => people.directory,
    now: () => now,
    book: () => STANDARD_BOOK,
    id: () => v7({ msecs: now }),
    salt: ids.salt,
    log,
    boxes,
  })
  /** Lets the clocks run up to a time, so that what they bring stands in the records at its own time. */
  async function pass(to: number): Promise<void> {
    for (;;) {
      const [wake] = await store.takeWakes({ now: to, until: to + 1, limit: 1 })
      if (!wake) return
      now = Math.max(now, wake.at)
      await matters.wake(wake)
    }
  }
  for (const command of timeline) {
    await pass(command.at)
    const { at, id, matter, type, data, made } = command
    now = at
    const reply = await matters.run(actorOf(command), { id, matter, type, data: data() }, { confirmed: true })
    if (!reply.ok) throw new Error(`demo: ${type} by ${command.by} was refused: ${JSON.stringify(reply.refusal)}`)
    const [event] = reply.value.events
    if (event) made(event.id, event.seq)
    // what follows in other matters happens at the same time
    await matters.drain()
  }
  await pass(until)
}

/** The hash of a picture that somebody uploads. */
async function taken(attachments: Attachments, by: Account, name: string, bytes: Buffer): Promise<string> {
  const reply = await attachments.take(by, name, () => Promise.resolve(bytes))
  if (!reply.ok) throw new Error(`demo: ${name} was refused: ${JSON.stringify(reply.refusal)}`)
  return reply.value.sha256
}

function actorOf({ by }: Pick<DemoCommand, 'by'>): Account {
  const actor = PEOPLE.find(({ username }) => username === by)
  if (!actor) throw new Error(`the demo knows nobody called ${by}`)
  return actor
}
