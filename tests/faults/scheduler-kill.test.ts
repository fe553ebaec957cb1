import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { verifyRecord } from '../../core/record/verify.ts'
import { openSqliteStore } from '../../server/store/sqlite/store.ts'
import { freshFolder } from '../support/folder.ts'
import { seeded } from '../support/random.ts'
import { bootServer } from '../support/server/boot.ts'
import { person, submit } from '../support/server/desk.ts'
import { spawnServer } from '../support/server/spawn.ts'

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 15)
const MATTERS = 60
const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`)
const EXPECTED = ['clock.breached proposal.refuse', 'clock.warned proposal.answer', 'clock.breached proposal.answer']

async function words(file: string, matter: string): Promise<string[]> {
  const store = openSqliteStore({ file })
  const events = await store.events(matter, { after: 0, limit: 100 })
  await store.close()
  expect(verifyRecord(matter, events).findings, matter).toEqual([])
  return events
    .filter(({ type }) => type.startsWith('clock.'))
    .map(({ type, data }) => `${type} ${(data as { rule: string }).rule}`)
}

describe(`time under kill −9 (SEED=${seed})`, () => {
  it(`[SC6] each thing that time brings is in the record once, in ${ROUNDS} kills`, async () => {
    const random = seeded(seed)
    const dataDir = await freshFolder()
    const start = noon('2026-03-02')
    const first = await bootServer({ store: 'sqlite', dataDir, parts: { clock: () => start, rateLimits: false } })
    const [author, moderator, unit] = await Promise.all(
      ['member', 'moderator', 'unit'].map((name) => person(first, name)),
    )
    const matters: string[] = []
    for (let i = 0; i < MATTERS; i++) {
      const { matter } = await submit(author!)
      await moderator!.command(matter, 'proposal.file', { category: 'city' })
      const data = { lead: unit!.account.unit, assisting: [], due: noon('2026-06-02') }
      expect(await moderator!.command(matter, 'proposal.assign', data)).toMatchObject({ ok: true })
      matters.push(matter)
    }
    await first.stop()

    const program = (now: number, kill: number, where: string) => [
      'tests/support/server/ticking-server.ts',
      dataDir,
      String(now),
      String(kill),
      where,
    ]
    let kills = 0
    for (const date of ['2026-03-10', '2026-05-27', '2026-06-03']) {
      for (let round = 0; round < ROUNDS / 3; round++) {
        // a claim of the one that was killed has run out when the next one looks
        const now = noon(date) + round * 60_000
        const kill = 1 + Math.floor(random() * MATTERS)
        // what is due is done before it listens, so it is killed before that, or has nothing more to do
        const server = await spawnServer({
          dataDir,
          program: program(now, kill, random() < 0.5 ? 'BEFORE' : 'BEHIND'),
        }).catch(() => undefined)
        if (!server) kills++
        await server?.kill()
      }
      const last = await spawnServer({ dataDir, program: program(noon(date) + 3_600_000, 0, 'BEFORE') })
      expect(await last.stop()).toBe(0)
    }
    const file = path.join(dataDir, 'zx.sqlite')
    for (const matter of matters) expect(await words(file, matter), `${matter} (SEED=${seed})`).toEqual(EXPECTED)
    console.info(`${kills} of ${ROUNDS} starts were killed at work, ${MATTERS} matters, 0 lost, 0 twice (SEED=${seed})`)
    expect(kills, 'the process was killed while it was at work').toBeGreaterThanOrEqual(3)
  })
})
