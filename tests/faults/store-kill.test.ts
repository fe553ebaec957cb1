import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { verifyRecord } from '../../core/record/verify.ts'
import type { Store } from '../../server/store/contract.ts'
import { openSqliteStore } from '../../server/store/sqlite/store.ts'
import { viewer } from '../server/store/writing.ts'
import { seeded } from '../support/random.ts'

const ROUNDS = Number(process.env.KILL_ROUNDS ?? 25)
const MATTERS = 8
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const NODE = join(import.meta.dirname, '../../node_modules/.bin/node')
const SCRIPT = join(import.meta.dirname, '../support/store-appender.ts')
const folder = mkdtempSync(join(tmpdir(), 'zx-store-kill-'))
const file = join(folder, 'store.db')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Acknowledged {
  matter: string
  seq: number
  command: string
  actor: string
}

/** Runs a writer and kills it `delay` ms after it was first acknowledged. Answers all that it was told. */
async function writeAndKill(name: string, delay: number): Promise<Acknowledged[]> {
  const child = spawn(NODE, [SCRIPT, file, name, String(MATTERS), '0'], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let complaint = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), delay)
    said += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text))
  const [, signal] = (await once(child, 'close')) as [number | null, string | null]
  expect(signal, `the writer was to be killed, but ended by itself: ${complaint}`).toBe('SIGKILL')
  // what follows the last line end was cut off by the kill
  const lines = said
    .slice(0, said.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
  return lines.map((line) => JSON.parse(line) as Acknowledged)
}

/** Every record is whole, and every view tells of its last event. Answers the commands by place. */
async function check(store: Store): Promise<Map<string, string>> {
  const places = new Map<string, string>()
  const moderator = viewer('moderator', ['moderator'])
  const list = await store.list({ limit: 100 }, moderator)
  expect(list.total).toBe(list.items.length)
  for (const summary of list.items) {
    const tail = (await store.load(summary.id))?.tail ?? []
    expect(verifyRecord(summary.id, tail).findings, summary.id).toEqual([])
    expect(summary.seq, 'the list tells of the last event').toBe(tail.length)
    for (const event of tail) places.set(`${event.matter} ${event.seq}`, `${event.actor} ${event.command}`)
    const found = await store.list({ limit: 100, terms: [`n${summary.seq}`] }, moderator)
    expect(
      found.items.map(({ id }) => id),
      'search tells of the last event',
    ).toContain(summary.id)
    const last = tail.at(-1)
    const result = await store.commandResult(last?.actor ?? '', last?.command ?? '')
    expect(result, 'the last command is remembered').toMatchObject({ matter: summary.id, lastSeq: summary.seq })
    const [notice] = (await store.notices(viewer(last?.actor ?? ''), { limit: 100 })).filter(
      ({ matter }) => matter === summary.id,
    )
    expect(notice?.seq, 'the notice of the last event was given').toBe(summary.seq)
  }
  return places
}

describe(`SQLite store under kill −9 (SEED=${seed})`, () => {
  it(`[ST29] loses no acknowledged append in ${ROUNDS} kills, and keeps no half of one`, async () => {
    const random = seeded(seed)
    const acknowledged: Acknowledged[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      acknowledged.push(...(await writeAndKill(`writer ${round}`, Math.floor(random() * 120))))
      const store = openSqliteStore({ file })
      const places = await check(store)
      await store.close()
      const lost = acknowledged.filter(
        ({ matter, seq, actor, command }) => places.get(`${matter} ${seq}`) !== `${actor} ${command}`,
      )
      expect(lost, `round ${round} lost ${lost.length} of ${acknowledged.length}`).toEqual([])
    }
    console.info(`${ROUNDS} kills, ${acknowledged.length} acknowledged events, 0 lost (SEED=${seed})`)
    expect(new Set(acknowledged.map(({ matter }) => matter)).size, 'every record was written to').toBe(MATTERS)
    expect(acknowledged.length).toBeGreaterThan(ROUNDS * MATTERS)
  })
})
