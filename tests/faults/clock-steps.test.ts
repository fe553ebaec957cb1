import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import type { ConsultationState } from '../../core/consultation/state.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { connect, signIn, type SpawnedServer } from '../support/server/boot.ts'
import { person, type Desk } from '../support/server/desk.ts'
import { openSession, pollData } from '../support/server/session.ts'
import { spawnServer } from '../support/server/spawn.ts'
import { until } from '../support/server/until.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
/** How far a time may lie from where it belongs because the machine is busy: far less than any step, in ms. */
const BUSY = 20_000
const dataDir = mkdtempSync(path.join(tmpdir(), 'zx-clock-'))
const wallClock = path.join(dataDir, 'wall-clock')
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

/** Sets the wall clock of the server's machine: so many ms off from ours, at once. */
const setWall = (offMs: number) => writeFileSync(wallClock, String(offMs))

async function start(): Promise<SpawnedServer> {
  const program = ['--import', './tests/support/server/wall-clock.ts', 'server/main.ts', '--demo']
  const env = { WALL_CLOCK: wallClock, LOG_LEVEL: 'warn', RATE_LIMITS: 'off' }
  const server = await spawnServer({ dataDir, program, env })
  onTestFinished(() => server.kill())
  return server
}

/** The server's time as it tells it to whoever comes. */
async function serverTime({ url }: SpawnedServer, { token }: Desk): Promise<number> {
  const client = await connect(url, token)
  client.close()
  return client.welcome.server.now
}

async function must(desk: Desk, matter: string, type: string, data: object = {}): Promise<RecordEvent[]> {
  const reply = await desk.command(matter, type, data)
  if (!reply.ok) throw new Error(`${type}: ${JSON.stringify(reply.refusal)}`)
  return reply.value.events as RecordEvent[]
}

async function recordOf(desk: Desk, matter: string): Promise<RecordEvent[]> {
  const { events } = await desk.ask('matter:history', { matter, after: 0, limit: 500 })
  expect(verifyRecord(matter, events as RecordEvent[]).findings).toEqual([])
  return events as RecordEvent[]
}

const closingIn = async (desk: Desk, matter: string, poll: string) =>
  (await recordOf(desk, matter)).find(
    ({ type, data }) => type === 'poll.closed' && (data as { poll: string }).poll === poll,
  )

function neverBack(events: readonly RecordEvent[]): void {
  const times = events.map(({ at }) => at)
  expect(times, 'the times of a record never go back').toEqual(times.toSorted((a, b) => a - b))
}

describe('a machine whose clock is set while people deliberate', () => {
  it('[SV17, MC25] by an hour forth and back moves no end of a poll, of an item or of a speech', async () => {
    setWall(0)
    const server = await start()
    const moderator = await person(server, 'moderator')
    const member = await person(server, 'member')
    const matter = await openSession(moderator, [member.account.id])
    await must(moderator, matter, 'agenda.start', { item: 'a4' })
    await must(member, matter, 'attendance.check-in')
    const [began] = await must(moderator, matter, 'floor.grant', { account: member.account.id, minutes: 3 })
    const opened = performance.now()
    const closesAt = (await serverTime(server, moderator)) + 5000
    await must(moderator, matter, 'poll.open', pollData({ closesAt }))

    for (const off of [HOUR, -HOUR, HOUR]) {
      setWall(off)
      const gone = (await serverTime(server, moderator)) - (closesAt - 5000)
      expect(Math.abs(gone - (performance.now() - opened)), `off by ${off} ms`).toBeLessThan(BUSY)
      const early = performance.now() - opened < 4000
      const reply = await member.command(matter, 'ballot.cast', { poll: 'p1', choice: 1 })
      if (early) expect(reply, `off by ${off} ms, the poll takes ballots`).toMatchObject({ ok: true })
    }
    await until(async () => Boolean(await closingIn(moderator, matter, 'p1')), 'the server closes the poll', 60_000)
    const lasted = performance.now() - opened
    expect(lasted, 'it was not closed before its time').toBeGreaterThan(4900)
    expect(lasted).toBeLessThan(5000 + BUSY)
    const closed = await closingIn(moderator, matter, 'p1')
    expect(closed?.at, 'the record says when').toBeGreaterThanOrEqual(closesAt)
    expect(closed?.at).toBeLessThan(closesAt + BUSY)
    setWall(-HOUR)
    const reply = await member.command(matter, 'ballot.cast', { poll: 'p1', choice: 0 })
    expect(reply).toMatchObject({ ok: false, refusal: { details: { reason: 'poll-over' } } })

    const [finished] = await must(member, matter, 'floor.finish')
    const spoken = performance.now() - opened
    expect(Math.abs(finished!.at - began!.at - spoken), 'the speech lasted as long as it did').toBeLessThan(BUSY)
    const { state } = await moderator.ask('matter:open', { matter })
    const item = (state as unknown as ConsultationState).agenda.find(({ status }) => status === 'running')
    const used = (await serverTime(server, moderator)) - item!.startedAt!
    expect(Math.abs(used - (performance.now() - opened)), 'the item has used up as much').toBeLessThan(BUSY)
    neverBack(await recordOf(moderator, matter))
    await server.stop()
  })

  it('[SV18, SV17] by an hour back between two runs moves no end, and by days back leaves only its own record ahead', async () => {
    setWall(0)
    let server = await start()
    let moderator = await person(server, 'moderator')
    let member = await person(server, 'member')
    const matter = await openSession(moderator, [member.account.id])
    const closesAt = (await serverTime(server, moderator)) + 8000
    const [opening] = await must(moderator, matter, 'poll.open', pollData({ closesAt }))
    await must(member, matter, 'ballot.cast', { poll: 'p1', choice: 2 })
    const { token } = await signIn(server.url, 'moderator', 'demo-2026')
    await server.kill()

    setWall(-HOUR)
    server = await start()
    const again = await connect(server.url, token)
    expect(again.welcome.server.now, 'goes on from the latest time').toBeGreaterThanOrEqual(opening!.at)
    again.close()
    expect(server.output() + server.log(), 'and says so').toContain('ahead of the clock of this machine')
    moderator = await person(server, 'moderator')
    await until(async () => Boolean(await closingIn(moderator, matter, 'p1')), 'the server closes the poll', 60_000)
    const closed = await closingIn(moderator, matter, 'p1')
    expect(closed?.at).toBeGreaterThanOrEqual(closesAt)
    expect(closed?.at).toBeLessThan(closesAt + BUSY)
    expect(closed?.data).toMatchObject({ tally: { cast: 1, counts: [0, 0, 1] } })
    await server.stop()

    setWall(-3 * DAY)
    server = await start()
    moderator = await person(server, 'moderator')
    member = await person(server, 'member')
    const now = await serverTime(server, moderator)
    expect(Math.abs(now - (Date.now() - 3 * DAY)), 'a clock that went days ahead is not followed').toBeLessThan(BUSY)
    await must(member, matter, 'message.post', { text: '时间没有倒流。' })
    neverBack(await recordOf(moderator, matter))
    const fresh = await openSession(moderator, [member.account.id], now)
    const [first] = await recordOf(moderator, fresh)
    expect(Math.abs(first!.at - now)).toBeLessThan(BUSY)
    await server.stop()
  })
})
