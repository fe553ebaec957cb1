import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Damage } from '../../electron/archive/durable-file.ts'
import { openLocalData } from '../../electron/archive/local-data.ts'
import { longDiscussion, summaryOf } from '../support/discussion.ts'
import { freshFolder } from '../support/folder.ts'
import { seeded } from '../support/random.ts'
import { uuid } from '../support/record.ts'

const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }

/** Lets a process write, kills it a while after its first word, and answers with what it said was done. */
async function writeAndKill(directory: string, what: string, from: number, afterMs: number) {
  const script = path.join(import.meta.dirname, 'archive-writer.ts')
  const child = spawn(process.execPath, [script, directory, what, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: { put: number[]; removed: number[] } = { put: [], removed: [] }
  const complaints: string[] = []
  const lines = createInterface({ input: child.stdout })
  const begun = new Promise<void>((resolve) =>
    lines.on('line', (line) => {
      const [, verb, n] = /^(put|removed) (\d+)$/.exec(line) ?? []
      if (verb === 'put' || verb === 'removed') said[verb].push(Number(n))
      else if (line !== 'done') complaints.push(line)
      resolve()
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

describe('killed while it writes', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  const random = seeded(seed)

  it(`[AR1 AR6] the outbox has every put that was acknowledged (seed ${seed})`, async () => {
    const directory = await freshFolder()
    const put = new Set<number>()
    const removed = new Set<number>()
    let ids: number[] = []
    for (let round = 0; round < 20; round++) {
      const said = await writeAndKill(directory, 'outbox', Math.max(-1, ...put, ...ids) + 1, random() * 120)
      for (const n of said.put) put.add(n)
      for (const n of said.removed) removed.add(n)
      const damages: Damage[] = []
      const data = openLocalData({ directory, onDamage: (damage) => void damages.push(damage) })
      expect(data.readOnly, `round ${round}`).toBeUndefined()
      ids = (await data.owner(owner).outbox.list()).map(({ at }) => at)
      await data.close()
      expect(damages).toEqual([])
      const has = new Set(ids)
      // A removal that was asked for and not answered may have happened.
      const asked = (n: number) => n % 10 === 4 && has.has(n + 5)
      expect(
        [...put].filter((n) => !has.has(n) && !asked(n) && !removed.has(n)),
        `lost in round ${round}`,
      ).toEqual([])
      expect(
        [...removed].filter((n) => has.has(n)),
        `back again in round ${round}`,
      ).toEqual([])
      expect(ids).toEqual(ids.toSorted((a, b) => a - b))
      // One put a round may have arrived without its answer.
      expect(ids.filter((n) => !put.has(n)).length).toBeLessThanOrEqual(round + 1)
    }
    expect(put.size, 'something was written at all').toBeGreaterThan(20)
  })

  it(`[AR1 AR8] the archive has every event that was acknowledged, gap-free and whole (seed ${seed})`, async () => {
    const directory = await freshFolder()
    const events = longDiscussion(uuid(7), 3000)
    let kept = 0
    for (let round = 0; round < 20 && kept < events.length; round++) {
      const said = await writeAndKill(directory, 'archive', kept, random() * 150)
      const damages: Damage[] = []
      const data = openLocalData({ directory, onDamage: (damage) => void damages.push(damage) })
      const { archive } = data.owner(owner)
      const [entry] = await archive.catalogue()
      const { events: read } = await archive.read(uuid(7))
      expect(read.length, `round ${round}`).toBeGreaterThanOrEqual(Math.max(0, ...said.put))
      expect(read).toEqual(events.slice(0, read.length))
      expect(entry?.seq ?? 0).toBe(read.length)
      expect(entry?.condition ?? 'behind').toBe(read.length === events.length ? 'whole' : 'behind')
      expect((await archive.verify(uuid(7))).findings).toEqual([])
      expect(damages).toEqual([])
      await data.close()
      kept = read.length
    }
    const data = openLocalData({ directory })
    await data.owner(owner).archive.append({ summary: summaryOf(events), events: events.slice(kept, kept + 1000) })
    expect((await data.owner(owner).archive.verify(uuid(7))).findings).toEqual([])
    await data.close()
  })
})
