import path from 'node:path'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { chinaDate } from '../../core/clock/calendar.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { openSqliteStore } from '../../server/store/sqlite/store.ts'
import { freshFolder } from '../support/folder.ts'
import { seeded } from '../support/random.ts'
import { bootServer } from '../support/server/boot.ts'
import { person, type Desk } from '../support/server/desk.ts'
import { spawnServer } from '../support/server/spawn.ts'
import { answered, noon, RECORD, TOLD, YEAR, type Day } from '../support/server/supervision-year.ts'

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const random = seeded(seed)
/** On how many days of the year the server is killed, the first of them the day on which the proposal is answered. */
const KILL_DAYS = Number(process.env.KILL_DAYS ?? 4)

/** A server that lives, or one that is bound to die. */
interface Life {
  url: string
  exitCode: () => number | null
  end: () => Promise<void>
}

const shuffled = (all: readonly number[]) =>
  all
    .map((one) => [random(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one)

async function lines(file: string, matter: string): Promise<string[]> {
  const store = openSqliteStore({ file })
  const events = await store.events(matter, { after: 0, limit: 500 })
  await store.close()
  expect(verifyRecord(matter, events).findings, `${matter} (SEED=${seed})`).toEqual([])
  return events.map(({ at, type, data }) =>
    [chinaDate(at), type, ...(type.startsWith('clock.') ? [(data as { rule: string }).rule] : [])].join(' '),
  )
}

describe(`a year of a thread under kill −9 (SEED=${seed})`, () => {
  it(
    '[SP19] brings each thing into the record once, whenever the server is killed',
    { timeout: 600_000 + KILL_DAYS * 60_000 },
    async () => {
      const dataDir = await freshFolder()
      // makes the people, and nothing else
      await (await bootServer({ store: 'sqlite', dataDir })).stop()
      const matters = { proposal: v7(), thread: v7() }
      let kills = 0
      let sentAgain = 0

      /** One life of the server at a time; resolves with nothing when it was killed before it listened. */
      async function rise(now: number, kill: number, where: string): Promise<Life | undefined> {
        if (kill === 0) {
          // one that lives needs no process of its own
          const parts = { clock: () => now, tickMs: 50, rateLimits: false }
          const { url, stop } = await bootServer({ store: 'sqlite', dataDir, parts })
          return { url, exitCode: () => null, end: stop }
        }
        const program = ['tests/support/server/ticking-server.ts', dataDir, String(now), String(kill), where, 'ALL']
        const server = await spawnServer({ dataDir, program }).catch(() => undefined)
        return server && { ...server, end: () => server.kill() }
      }

      async function live({ date, acts }: Day, first: boolean, mortalDay: boolean): Promise<void> {
        const commands = acts.map(([who, on, type, data]) => ({
          id: v7(),
          who,
          matter: matters[on],
          type,
          data: data ?? {},
        }))
        // what was killed while it held a claim is looked at again when that has run out: a minute later by its clock
        for (let life = 0; ; life++) {
          // the last life of a day is one that lives: whatever the dead left undone is done on its own day
          const mortal = mortalDay && (life === 0 || (life === 1 && commands.length > 0))
          // the first dies for certain behind a commit whose answer nobody gets
          const certain = first && life === 0
          const server = await rise(
            noon(date) + life * 60_000,
            mortal ? (certain ? 1 : 1 + Math.floor(random() * 3)) : 0,
            certain || random() < 0.5 ? 'BEHIND' : 'BEFORE',
          )
          if (!server) {
            kills++
            continue
          }
          const desks = new Map<string, Desk>()
          try {
            while (commands[0]) {
              const { id, who, matter, type, data } = commands[0]
              const desk = desks.get(who) ?? (await person(server, who))
              desks.set(who, desk)
              const reply = await desk.command(matter, type, data, { id })
              if (reply.ok) commands.shift()
              else if (reply.refusal.code === 'unavailable') throw new Error('it was killed')
              else throw new Error(`${type} on ${date}: ${JSON.stringify(reply.refusal)} (SEED=${seed})`)
            }
          } catch (error) {
            // whatever breaks off because the server is gone is sent again to the next
            if (error instanceof Error && error.message.includes('SEED=')) throw error
            sentAgain++
          }
          for (const desk of desks.values()) desk.close()
          const done = server.exitCode() === null && commands.length === 0
          if (!done) kills++
          await server.end()
          if (done && !mortal) return
        }
      }

      const days = [...answered(matters.proposal), ...YEAR]
      const mortal = new Set([0, ...shuffled([...days.keys()].slice(1))].slice(0, KILL_DAYS))
      for (const [i, day] of days.entries()) await live(day, i === 0, mortal.has(i))
      const file = path.join(dataDir, 'zx.sqlite')
      expect(await lines(file, matters.thread), `SEED=${seed}`).toEqual(RECORD)
      const told = (await lines(file, matters.proposal)).filter((line) => /supervised|passed-on/.test(line))
      expect(told, `SEED=${seed}`).toEqual(TOLD)
      console.info(
        `${kills} kills on ${mortal.size} of ${days.length} days, ${sentAgain} times a command was sent again, ${RECORD.length} events, each once (SEED=${seed})`,
      )
      expect(kills, 'the server was killed at work').toBeGreaterThan(0)
    },
  )
})
