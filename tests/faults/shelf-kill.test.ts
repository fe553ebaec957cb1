import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Damage } from '../../electron/archive/durable-file.ts'
import { openLocalData } from '../../electron/archive/local-data.ts'
import { sampleZip } from '../support/bags/samples.ts'
import { freshFolder } from '../support/folder.ts'
import { seeded } from '../support/random.ts'
import { uuid } from '../support/record.ts'

const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }
const ROUNDS = 20

/** Lets a process take bags in and kills it; answers with what it said of each bag last, and whether it was at work. */
async function takeAndKill(directory: string, files: string[], afterMs: number) {
  const script = path.join(import.meta.dirname, 'shelf-writer.ts')
  const child = spawn(process.execPath, [script, directory, ...files], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = new Map<string, 'taken' | 'removed'>()
  let atWork = false
  const complaints: string[] = []
  const begun = new Promise<void>((resolve) =>
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, word, id = ''] = /^(taken|removed) ([0-9a-f]{32})$/.exec(line) ?? []
      if (word === 'taken' || word === 'removed') said.set(id, word)
      else if (line !== 'begin') complaints.push(line)
      atWork = line === 'begin'
      resolve()
    }),
  )
  const ended = once(child, 'close')
  await Promise.race([begun, ended])
  await wait(afterMs)
  child.kill('SIGKILL')
  await ended
  expect(complaints).toEqual([])
  return { said, atWork }
}

describe('killed while it takes a bag in', () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  const random = seeded(seed)

  it(`[SH6] every bag is on the shelf whole or not at all (seed ${seed})`, async () => {
    const directory = await freshFolder()
    const outside = await freshFolder()
    const files: string[] = []
    for (let n = 0; n < 6; n++) {
      files.push(path.join(outside, `${n}.zip`))
      await writeFile(files[n]!, sampleZip(uuid(100 + n), 40 + 60 * n))
    }
    const stand = new Map<string, 'taken' | 'removed'>()
    let caught = 0
    let done = 0
    for (let round = 0; round < ROUNDS; round++) {
      const { said, atWork } = await takeAndKill(directory, files, random() * 1500)
      if (atWork) caught++
      done += said.size
      for (const [id, word] of said) stand.set(id, word)
      const damages: Damage[] = []
      const data = openLocalData({ directory, onDamage: (damage) => void damages.push(damage) })
      expect(data.readOnly, `round ${round}`).toBeUndefined()
      const { shelf } = data.owner(owner)
      const there = new Set((await shelf.list()).map(({ id }) => id))
      for (const id of there) expect(await shelf.verify(id), `round ${round}`).toMatchObject({ ok: true })
      // what was said to be taken is there, unless its removal was under way when the process was killed
      const missing = [...stand].filter(([id, word]) => word === 'taken' && !there.has(id))
      expect(missing.length, `round ${round}: at most the one that was being removed`).toBeLessThanOrEqual(
        atWork ? 0 : 1,
      )
      await shelf.remove('0'.repeat(32))
      const [owned = ''] = await readdir(path.join(directory, 'owners')).catch(() => [])
      const folders = owned === '' ? [] : await readdir(path.join(directory, 'owners', owned, 'shelf'))
      expect(new Set(folders), `round ${round}: nothing half is left`).toEqual(there)
      for (const id of stand.keys()) stand.set(id, there.has(id) ? 'taken' : 'removed')
      expect(damages).toEqual([])
      await data.close()
    }
    console.log(`killed ${ROUNDS} times, ${caught} of them in the middle of a take-in (seed ${seed})`)
    expect(caught, 'some were killed at work').toBeGreaterThan(0)
    expect(done, 'some were taken in').toBeGreaterThan(0)
  })
})
