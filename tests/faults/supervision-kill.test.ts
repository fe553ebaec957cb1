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
import { spawnServer, type SpawnedServer } from '../support/server/spawn.ts'
import { answered, noon, RECORD, TOLD, YEAR, type Day } from '../support/server/supervision-year.ts'

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const random = seeded(seed)
/** How many days of the year go by with a server that is killed, of each ten. */
const KILLED_OF_TEN = Number(process.env.KILLED_OF_TEN ?? 6)

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
    { timeout: 1_800_000 },
    async () => {
      const dataDir = await freshFolder()
      // makes the people, and nothing else
      await (await bootServer({ store: 'sqlite', dataDir })).stop()
      const matters = { proposal: v7(), thread: v7() }
      let kills = 0
      let sentAgain = 0

      /** One life of the server at a time; resolves with nothing when it was killed before it listened. */
      async function rise(now: number, kill: number): Promise<SpawnedServer | undefined> {
        const where = random() < 0.5 ? 'BEFORE' : 'BEHIND'
        const program = ['tests/support/server/ticking-server.ts', dataDir, String(now), String(kill), where, 'ALL']
        return spawnServer({ dataDir, program }).catch(() => undefined)
      }

      async function live({ date, acts }: Day): Promise<void> {
        const commands = acts.map(([who, on, type, data]) => ({
          id: v7(),
          who,
          matter: matters[on],
          type,
          data: data ?? {},
        }))
        // what was killed while it held a claim is looked at again when that has run out: a minute later by its clock
        for (let life = 0; ; life++) {
          const mortal = life < 2 && random() * 10 < KILLED_OF_TEN
          const server = await rise(noon(date) + life * 60_000, mortal ? 1 + Math.floor(random() * 3) : 0)
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
          const alive = server.exitCode() === null && commands.length === 0
          if (alive && !mortal) {
            expect(await server.stop()).toBe(0)
            return
          }
          if (!alive) kills++
          await server.kill()
        }
      }

      for (const day of [...answered(matters.proposal), ...YEAR]) await live(day)
      const file = path.join(dataDir, 'zx.sqlite')
      expect(await lines(file, matters.thread), `SEED=${seed}`).toEqual(RECORD)
      const told = (await lines(file, matters.proposal)).filter((line) => /supervised|passed-on/.test(line))
      expect(told, `SEED=${seed}`).toEqual(TOLD)
      console.info(
        `${kills} kills, ${sentAgain} times a command was sent again, ${RECORD.length} events, each once (SEED=${seed})`,
      )
      expect(kills, 'the server was killed at work').toBeGreaterThan(0)
    },
  )
})
