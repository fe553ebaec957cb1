import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v4, v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leafOf } from '../../../core/voting/ballot.ts'
import { openBoxes } from '../../../server/boxes/boxes.ts'
import { seeded } from '../../support/random.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zx-boxes-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const MATTER = v7()
const box = 'poll:one'
const voterAt = (n: number) => `01989680-0000-7000-8000-${String(n).padStart(12, '0')}`
const slip = (choice: number, nonce = randomBytes(16).toString('hex')) => ({
  leaf: leafOf('one', choice, nonce),
  choice,
})
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))

describe('boxes beside the matters', () => {
  it('[BX1] keep what was acknowledged, once, and it is found again', async () => {
    const boxes = await openBoxes(folder)
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, n) => boxes.change(MATTER, { box, mark: voterAt(n), slip: slip(n % 3) })),
    )
    expect(new Set(outcomes)).toEqual(new Set(['done']))
    const again = await openBoxes(folder)
    const found = again.look(MATTER, box)
    expect([...found.slips()]).toHaveLength(200)
    expect([...found.slips()]).toEqual([...boxes.look(MATTER, box).slips()])
    expect(found.has(voterAt(7))).toBe(true)
    expect(found.has(voterAt(200))).toBe(false)
    expect(again.all()).toEqual([{ matter: MATTER, box }])
    expect([...again.look(MATTER, 'poll:two').slips()], 'another box is empty').toEqual([])
  })

  it('[BX2] what has a name is replaced by the next; a slip is final and may be sent twice', async () => {
    const boxes = await openBoxes(folder)
    const put = voterAt(1)
    for (const choice of [0, 2, 1]) await boxes.change(MATTER, { box, put, value: { choice } })
    expect([...boxes.look(MATTER, box).entries()]).toEqual([[put, { choice: 1 }]])

    const secret = { box: 'poll:secret', mark: voterAt(1) }
    const mine = slip(1)
    expect(await boxes.change(MATTER, { ...secret, slip: mine })).toBe('done')
    expect(await boxes.change(MATTER, { ...secret, slip: mine }), 'its answer was lost').toBe('done')
    expect(await boxes.change(MATTER, { ...secret, slip: slip(0) })).toBe('used')
    const other = { ...secret, mark: voterAt(2) }
    const atOnce = await Promise.all([slip(0), slip(2)].map((one) => boxes.change(MATTER, { ...other, slip: one })))
    expect(atOnce, 'two at once').toEqual(['done', 'used'])
    expect([...boxes.look(MATTER, 'poll:secret').slips()]).toHaveLength(2)
  })

  it('[BX3] the file says the same whatever the order, and nothing is left of an emptied box', async () => {
    const random = seeded(20261122)
    const votes = Array.from({ length: 40 }, (_, n) => ({ box, mark: v4(), slip: slip(n % 4) }))
    const texts = new Set<string>()
    for (let round = 0; round < 5; round++) {
      const boxes = await openBoxes(folder)
      for (const vote of votes.toSorted(() => random() - 0.5)) await boxes.change(MATTER, vote)
      const left = files()
      expect(left, 'one file, no half-written one').toHaveLength(1)
      texts.add(readFileSync(left[0] ?? '', 'utf8'))
      await boxes.change(MATTER, { box, empty: true })
      expect(files(), 'nothing is left').toEqual([])
      expect(boxes.all()).toEqual([])
    }
    expect(texts.size, 'different texts over five orders').toBe(1)
  })

  it('[BX4] what cannot be written is not counted; the next one is', async () => {
    const boxes = await openBoxes(folder)
    await boxes.change(MATTER, { box, mark: voterAt(1), slip: slip(0) })
    rmSync(path.join(folder, 'arriving'), { recursive: true })
    writeFileSync(path.join(folder, 'arriving'), 'in the way')
    await expect(boxes.change(MATTER, { box, mark: voterAt(2), slip: slip(1) })).rejects.toThrow()
    expect(boxes.look(MATTER, box).has(voterAt(2))).toBe(false)
    rmSync(path.join(folder, 'arriving'))
    const mended = await openBoxes(folder)
    expect(await mended.change(MATTER, { box, mark: voterAt(2), slip: slip(1) })).toBe('done')
    expect([...mended.look(MATTER, box).slips()]).toHaveLength(2)
  })

  it('[BX1] says when nothing is on its way any more', async () => {
    const boxes = await openBoxes(folder)
    expect(boxes.idle(MATTER)).toBeUndefined()
    const change = boxes.change(MATTER, { box, mark: voterAt(1), slip: slip(0) })
    await boxes.idle(MATTER)
    expect(boxes.look(MATTER, box).has(voterAt(1))).toBe(true)
    expect(boxes.idle(v7())).toBeUndefined()
    await change
  })

  it('[BX5] is readable for the server’s own account only', async () => {
    const boxes = await openBoxes(folder)
    await boxes.change(MATTER, { box, mark: voterAt(1), slip: slip(0) })
    for (const file of files()) expect(statSync(file).mode & 0o077, file).toBe(0)
  })
})
