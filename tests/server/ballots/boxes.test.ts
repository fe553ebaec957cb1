import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v4, v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leafOf, type Ballot } from '../../../core/voting/ballot.ts'
import { openBoxes } from '../../../server/ballots/boxes.ts'
import { seeded } from '../../support/random.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zx-boxes-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const POLL = v7()
const voterAt = (n: number) => `01989680-0000-7000-8000-${String(n).padStart(12, '0')}`
const anonymous = (choice: number, nonce = randomBytes(16).toString('hex')): Ballot => ({
  leaf: leafOf(POLL, choice, nonce),
  choice,
})
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))

describe('the box of a poll', () => {
  it('[BX1] keeps what was acknowledged, and is found again', async () => {
    const boxes = await openBoxes(folder)
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, n) => boxes.put(POLL, voterAt(n), anonymous(n % 3))),
    )
    expect(outcomes.every((outcome) => outcome === 'counted')).toBe(true)
    const again = await openBoxes(folder)
    const { voters, ballots } = await again.look(POLL)
    expect(voters.size).toBe(200)
    expect(ballots).toHaveLength(200)
    expect(ballots).toEqual((await boxes.look(POLL)).ballots)
  })

  it('[BX2] a named ballot replaces the last one; an anonymous one is final and may be sent twice', async () => {
    const boxes = await openBoxes(folder)
    const voter = voterAt(1)
    for (const choice of [0, 2, 1]) expect(await boxes.put(POLL, voter, { voter, choice })).toBe('counted')
    expect((await boxes.look(POLL)).ballots).toEqual([{ voter, choice: 1 }])

    const secret = v7()
    const ballot = anonymous(1, 'a'.repeat(32))
    expect(await boxes.put(secret, voter, ballot)).toBe('counted')
    expect(await boxes.put(secret, voter, ballot), 'the answer was lost, the same is sent again').toBe('counted')
    expect(await boxes.put(secret, voter, anonymous(0))).toBe('already')
    const [one, two] = await Promise.all([
      boxes.put(secret, voterAt(2), anonymous(0, 'b'.repeat(32))),
      boxes.put(secret, voterAt(2), anonymous(2, 'c'.repeat(32))),
    ])
    expect([one, two], 'two at once').toEqual(['counted', 'already'])
    expect((await boxes.look(secret)).ballots).toHaveLength(2)
  })

  it('[BX3] the file says the same whatever the order of the ballots, and nothing else is left', async () => {
    const random = seeded(20261122)
    const votes = Array.from({ length: 40 }, (_, n) => ({ voter: v4(), ballot: anonymous(n % 4) }))
    const texts = new Set<string>()
    for (let round = 0; round < 5; round++) {
      const boxes = await openBoxes(folder)
      for (const { voter, ballot } of votes.toSorted(() => random() - 0.5)) await boxes.put(POLL, voter, ballot)
      const left = files()
      expect(left, 'one file, no half-written one').toHaveLength(1)
      texts.add(readFileSync(left[0] ?? '', 'utf8'))
      await boxes.drop(POLL)
      expect(files(), 'nothing is left after the close').toEqual([])
    }
    expect(texts.size).toBe(1)
  })

  it('[BX4] what cannot be written is refused and not counted; the next one is', async () => {
    const boxes = await openBoxes(folder)
    await boxes.put(POLL, voterAt(1), anonymous(0))
    rmSync(path.join(folder, 'arriving'), { recursive: true })
    writeFileSync(path.join(folder, 'arriving'), 'in the way')
    await expect(boxes.put(POLL, voterAt(2), anonymous(1))).rejects.toThrow()
    expect((await boxes.look(POLL)).voters.size).toBe(1)
    rmSync(path.join(folder, 'arriving'))
    const mended = await openBoxes(folder)
    expect(await mended.put(POLL, voterAt(2), anonymous(1))).toBe('counted')
    expect((await mended.look(POLL)).voters.size).toBe(2)
  })

  it('[BX5] is readable for the server’s own account only', async () => {
    const boxes = await openBoxes(folder)
    await boxes.put(POLL, voterAt(1), anonymous(0))
    for (const file of files()) expect(statSync(file).mode & 0o077, file).toBe(0)
  })
})
