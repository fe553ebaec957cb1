import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { pino } from 'pino'
import { v7 } from 'uuid'
import { loadPeople } from '../../server/accounts/roster.ts'
import { PEOPLE } from '../../server/demo/people.ts'
import { REGIONS, SECTORS, UNITS } from '../../server/demo/places.ts'
import { randomIds } from '../../server/ids.ts'
import { openBoxes } from '../../server/boxes/boxes.ts'
import { createMatters } from '../../server/matters/matters.ts'
import { createScheduler } from '../../server/scheduler/scheduler.ts'
import { openSqliteStore } from '../../server/store/sqlite/store.ts'
import { percentile } from './process.ts'
import { STANDARD_BOOK } from '../../core/clock/book.ts'

const DAY_MS = 24 * 60 * 60_000
const START = Date.parse('2026-03-02T12:00:00+08:00')

export interface Found {
  /** Clocks that ran. */
  clocks: number
  /** A look while nothing is due, p95 in ms. */
  idleP95: number
  /** A look that finds one matter due, p95 in ms. */
  oneP95: number
  /** How long everything else waits while all matters fall due at the same moment, p99 and at most in ms; what it takes. */
  waitP99: number
  longestWait: number
  allSeconds: number
}

const who = (username: string) => PEOPLE.find((person) => person.username === username)!

/** What time costs over so many matters, each with an answer on the clock: the store on disk, as the server has it. */
export async function clocks(count = 10_000): Promise<Found> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zx-bench-'))
  const store = openSqliteStore({ file: path.join(folder, 'zx.sqlite') })
  await store.putRoster({ regions: REGIONS, sectors: SECTORS, units: UNITS })
  const people = await loadPeople(store)
  const log = pino({ level: 'error' })
  let now = START
  const boxes = await openBoxes(path.join(folder, 'boxes'))
  const directory = () => people.directory
  const matters = await createMatters({
    store,
    directory,
    now: () => now,
    book: () => STANDARD_BOOK,
    ...randomIds,
    log,
    boxes,
  })
  const scheduler = createScheduler({ store, wake: matters.wake, now: () => now, log })

  const [author, moderator] = [who('member'), who('moderator')]
  const unit = UNITS[0]!.id
  const submit = {
    title: '关于道路照明的建议',
    situation: '杨梅桥社区东塘路夜间照明不足，居民出行不便。',
    suggestions: ['补装路灯十二盏'],
    category: 'city',
    region: 'zj-lj-wc-dt-ym',
    form: 'individual',
    open: true,
  }
  const all = Array.from({ length: count }, () => v7())
  const everywhere = async (actor: typeof author, type: string, data: (i: number) => object) => {
    for (let done = 0; done < count; done += 200)
      await Promise.all(
        all.slice(done, done + 200).map(async (matter, i) => {
          const reply = await matters.run(actor, { id: v7(), matter, type, data: data(done + i) })
          if (!reply.ok) throw new Error(`${type}: ${JSON.stringify(reply.refusal)}`)
        }),
      )
  }
  await everywhere(author, 'proposal.submit', () => submit)
  await everywhere(moderator, 'proposal.file', () => ({ category: 'city' }))
  // the first fifty fall due one by one, the others all at once
  const due = (i: number) => START + (i < 50 ? 10 + i : 90) * DAY_MS
  await everywhere(moderator, 'proposal.assign', (i) => ({ lead: unit, assisting: [], due: due(i) }))

  const look = async () => {
    const began = performance.now()
    const seen = await scheduler.tick()
    return { seen, ms: performance.now() - began }
  }
  const idle: number[] = []
  for (let i = 0; i < 200; i++) idle.push((await look()).ms)
  const one: number[] = []
  for (const wake of await firstWakes()) {
    now = wake
    const { seen, ms } = await look()
    if (seen === 1) one.push(ms)
  }
  now = START + 120 * DAY_MS
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const { seen, ms } = await look()
  delay.disable()
  if (seen < count - 50) throw new Error(`${seen} of ${count} fell due`)
  await store.close()
  rmSync(folder, { recursive: true, force: true })
  return {
    clocks: count,
    idleP95: percentile(idle, 0.95),
    oneP95: percentile(one, 0.95),
    waitP99: delay.percentile(99) / 1e6,
    longestWait: delay.max / 1e6,
    allSeconds: ms / 1000,
  }

  /** The moments at which the first fifty are warned of and found past their end, in order. */
  async function firstWakes(): Promise<number[]> {
    // the clock of refusing ends on the same day for all of them: seen to before
    now = START + 8 * DAY_MS
    await scheduler.tick()
    return Array.from({ length: 50 }, (_, i) => due(i) + 1)
  }
}
