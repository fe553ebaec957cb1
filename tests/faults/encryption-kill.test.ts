import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Damage } from '../../electron/archive/durable-file.ts'
import { openLocalData } from '../../electron/archive/local-data.ts'
import { aes } from '../support/cipher.ts'
import { longDiscussion, summaryOf } from '../support/discussion.ts'
import { filesBelow, freshFolder } from '../support/folder.ts'
import { namedFile } from '../support/named-file.ts'
import { seeded } from '../support/random.ts'
import { uuid } from '../support/record.ts'
import { until } from '../support/until.ts'

const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const KILLS = 14
/** Matters that are only rewritten. */
const STILL = 40

/** Lets a process switch and write, kills it a while after its word, and answers with what it said was done. */
async function switchAndKill(
  directory: string,
  { key, on, from, word, afterMs }: { key: Buffer; on: boolean; from: number; word: string; afterMs: number },
) {
  const script = path.join(import.meta.dirname, 'encryption-writer.ts')
  const args = [script, directory, key.toString('hex'), on ? 'on' : 'off', String(from)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = { events: 0, rows: [] as number[] }
  const complaints: string[] = []
  const lines = createInterface({ input: child.stdout })
  const begun = new Promise<void>((resolve) =>
    lines.on('line', (line) => {
      const [, what, n] = /^(event|row) (\d+)$/.exec(line) ?? []
      if (what === 'event') said.events = Number(n)
      else if (what === 'row') said.rows.push(Number(n))
      else if (line === word) resolve()
      else if (line !== 'switching' && line !== 'switched') complaints.push(line)
    }),
  )
  const ended = once(child, 'close')
  await Promise.race([begun, ended])
  await wait(afterMs)
  child.kill('SIGKILL')
  await ended
  expect(complaints).toEqual([])
  return said
}

/** How many files have which form. */
async function forms(directory: string): Promise<{ plain: number; covered: number }> {
  const folder = path.join(directory, 'owners')
  const found = { plain: 0, covered: 0 }
  for (const name of await filesBelow(folder)) {
    if (/key\.json|\.tmp$/.test(name)) continue
    const start = (await readFile(path.join(folder, name))).subarray(0, 6)
    found[start.equals(Buffer.from('ZXREST')) ? 'covered' : 'plain']++
  }
  return found
}

describe('killed while it is switched', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  const random = seeded(seed)

  it(`[EN3] every row, event and file is there, and the change is finished later (seed ${seed})`, async () => {
    const directory = await freshFolder()
    const key = randomBytes(32)
    const cipher = aes(key)
    const damages: Damage[] = []
    const open = () => openLocalData({ directory, cipher, onDamage: (damage) => void damages.push(damage) })
    const all = longDiscussion(uuid(7), 3000)
    const still = Array.from({ length: STILL }, (_, n) => longDiscussion(uuid(100 + n), 260))
    const photo = namedFile('现场照片')
    const first = open()
    for (const events of still) await first.owner(owner).archive.append({ summary: summaryOf(events), events })
    await first.owner(owner).files.keep(uuid(100), photo.named, photo.bytes)
    await first.close()

    let kept = 0
    let between = 0
    const rows = new Set<number>()
    for (let round = 0; round < KILLS; round++) {
      const on = round % 2 === 0
      // most are killed among the files, some while the change itself is written
      const early = round % 5 === 4
      const word = early ? 'switching' : 'switched'
      const afterMs = random() * (early ? 20 : 80)
      const said = await switchAndKill(directory, { key, on, from: kept, word, afterMs })
      for (const n of said.rows) rows.add(n)
      const after = await forms(directory)
      if (after.plain > 0 && after.covered > 0) between++
      const data = open()
      expect(data.readOnly, `round ${round}`).toBeUndefined()
      const { archive, outbox, files, encryption } = data.owner(owner)
      const { events } = await archive.read(uuid(7))
      expect(events.length, `round ${round}`).toBeGreaterThanOrEqual(said.events)
      expect(events).toEqual(all.slice(0, events.length))
      const ids = new Set((await outbox.list()).map(({ at }) => at))
      expect(
        [...rows].filter((n) => !ids.has(n)),
        `rows lost in round ${round}`,
      ).toEqual([])
      for (const n of [0, round, STILL - 1]) expect((await archive.read(uuid(100 + n))).events).toEqual(still[n])
      expect(await files.read(photo.named.sha256)).toEqual(photo.bytes)
      kept = events.length
      // every third change is finished after the kill, the others are turned round in the middle
      if (round % 3 === 2) {
        await until('the change is finished', async () => (await encryption()).state !== 'changing')
        await archive.flush()
        const now = await encryption()
        const { plain, covered } = await forms(directory)
        expect(now.on ? plain : covered, `round ${round}: files left in the other form`).toBe(0)
      }
      await data.close()
      expect(damages).toEqual([])
    }
    console.log(
      `killed ${KILLS} times, ${between} of them in the middle of a change; ${kept} events, ${rows.size} rows`,
    )
    expect(between, 'some were killed in the middle of a change').toBeGreaterThan(3)

    const data = open()
    const { archive } = data.owner(owner)
    for (const { summary } of await archive.catalogue()) expect((await archive.verify(summary.id)).findings).toEqual([])
    await data.close()
  }, 240_000)
})
