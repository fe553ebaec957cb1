import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Damage } from '../../electron/archive/durable-file.ts'
import { openLocalData } from '../../electron/archive/local-data.ts'
import { aes } from '../support/cipher.ts'
import { filesWith } from '../support/desktop-shelf.ts'
import { longDiscussion, summaryOf } from '../support/discussion.ts'
import { freshFolder } from '../support/folder.ts'
import { seeded } from '../support/random.ts'
import { uuid } from '../support/record.ts'

const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }

interface Order {
  what: 'outbox' | 'archive' | 'mixed'
  from?: number
  /** How long it is let go on, in ms, after it has said so many words. */
  afterMs: number
  words?: number
  key?: Buffer | undefined
}

/** Lets a process write, kills it a while after its first words, and answers with what it said was done. */
async function writeAndKill(directory: string, { what, from = 0, afterMs, words = 1, key }: Order) {
  const script = path.join(import.meta.dirname, 'archive-writer.ts')
  const args = [script, directory, what, String(from), ...(key ? [key.toString('hex')] : [])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const said: { put: number[]; removed: number[] } = { put: [], removed: [] }
  const complaints: string[] = []
  const lines = createInterface({ input: child.stdout })
  const begun = new Promise<void>((resolve) =>
    lines.on('line', (line) => {
      const [, verb, n] = /^(put|removed) (\d+)$/.exec(line) ?? []
      if (verb === 'put' || verb === 'removed') said[verb].push(Number(n))
      else if (line !== 'done') complaints.push(line)
      if (said.put.length + said.removed.length + complaints.length >= words) resolve()
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

/** A folder for local data that lie there plain or encrypted, how it is opened, and what it must never show. */
async function place(mode: 'plain' | 'encrypted') {
  const directory = await freshFolder()
  const key = mode === 'encrypted' ? randomBytes(32) : undefined
  const damages: Damage[] = []
  const open = () =>
    openLocalData({ directory, onDamage: (damage) => void damages.push(damage), ...(key ? { cipher: aes(key) } : {}) })
  if (key) {
    const data = open()
    await data.owner(owner).setEncryption(true)
    await data.close()
  }
  const readable = () => filesWith(path.join(directory, 'owners'), '加装电梯的资金由谁来出')
  return { directory, key, damages, open, readable }
}

describe.each(['plain', 'encrypted'] as const)('killed while it writes, %s', (mode) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  const random = seeded(seed)

  it(`[AR1 AR6 AR8 EN3] in the middle of 200 writes: every acknowledged one is there and verifies (seed ${seed})`, async () => {
    const events = longDiscussion(uuid(7), 3000)
    let between = 0
    for (let round = 0; round < 6; round++) {
      const { directory, key, damages, open, readable } = await place(mode)
      const words = 20 + Math.floor(random() * 160)
      const said = await writeAndKill(directory, { what: 'mixed', afterMs: random() * 10, words, key })
      if (said.put.length < 200) between++
      const data = open()
      expect(data.readOnly).toBeUndefined()
      const { archive, outbox } = data.owner(owner)
      const { events: read } = await archive.read(uuid(7))
      const rows = (await outbox.list()).map(({ at }) => at)
      const last = said.put.at(-1) ?? -1
      // the write that was under way may be there or not, and nothing behind it
      expect([last + 1, last + 2], `round ${round}, killed after ${last}`).toContain(read.length + rows.length)
      expect(read).toEqual(events.slice(0, read.length))
      expect(rows).toEqual(Array.from(rows, (_, n) => 2 * n + 1))
      expect(Math.abs(read.length - rows.length)).toBeLessThanOrEqual(1)
      expect((await archive.verify(uuid(7))).findings).toEqual([])
      const more = await archive.append({ summary: summaryOf(events), events: events.slice(read.length, 200) })
      expect(more, 'it goes on').toEqual({ result: 'kept', seq: 200 })
      await data.close()
      expect(damages).toEqual([])
      const shown = await readable()
      if (mode === 'encrypted') expect(shown).toEqual([])
      else expect(shown, 'it would be found if it were there').not.toEqual([])
    }
    expect(between, 'most were killed in the middle').toBeGreaterThan(3)
  })

  it(`[AR1 AR6] the outbox has every put that was acknowledged (seed ${seed})`, async () => {
    const { directory, key, damages, open } = await place(mode)
    const put = new Set<number>()
    const removed = new Set<number>()
    let ids: number[] = []
    for (let round = 0; round < 20; round++) {
      const said = await writeAndKill(directory, {
        what: 'outbox',
        from: Math.max(-1, ...put, ...ids) + 1,
        afterMs: random() * 120,
        key,
      })
      for (const n of said.put) put.add(n)
      for (const n of said.removed) removed.add(n)
      const data = open()
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
    const { directory, key, damages, open } = await place(mode)
    const events = longDiscussion(uuid(7), 3000)
    let kept = 0
    for (let round = 0; round < 20 && kept < events.length; round++) {
      const said = await writeAndKill(directory, { what: 'archive', from: kept, afterMs: random() * 150, key })
      const data = open()
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
    const data = open()
    await data.owner(owner).archive.append({ summary: summaryOf(events), events: events.slice(kept, kept + 1000) })
    expect((await data.owner(owner).archive.verify(uuid(7))).findings).toEqual([])
    await data.close()
  })
})
