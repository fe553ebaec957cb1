import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CATEGORIES } from '../../core/proposal/categories.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import type { Summary } from '../../core/wire/records.ts'
import { spawnServer } from '../support/server/boot.ts'
import { person, type Desk } from '../support/server/desk.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'zx-demo-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function everything(desk: Desk): Promise<Summary[]> {
  const { items } = await desk.ask('matters:list', { limit: 100 })
  return items
}

describe('the demo', () => {
  it('[SV9] seeds people and at least 30 proposals of every stage, once', async () => {
    const first = await spawnServer({ dataDir, demo: true, env: { LOG_LEVEL: 'warn' } })
    const moderator = await person(first, 'moderator')
    const found = await everything(moderator)
    expect(found.length).toBeGreaterThanOrEqual(30)
    const of = (pick: (item: Summary) => string | undefined) => new Set(found.map(pick))
    expect([...of(({ status }) => status)].sort()).toEqual(['declined', 'filed', 'returned', 'submitted', 'withdrawn'])
    expect([...of(({ category }) => category)].sort()).toEqual([...CATEGORIES].sort())
    expect(of(({ region }) => region).size).toBeGreaterThan(10)

    const numbers = found.flatMap(({ number }) => number ?? []).sort()
    expect(numbers, 'numbers of each year without gaps').toEqual(
      [...new Set(numbers.map((number) => number.slice(0, 4)))].flatMap((year) =>
        numbers.filter((number) => number.startsWith(year)).map((_, i) => `${year}-${String(i + 1).padStart(4, '0')}`),
      ),
    )
    for (const { id, seq } of found) {
      const { events } = await moderator.ask('matter:history', { matter: id, after: 0, limit: 500 })
      expect(events.length).toBe(seq)
      expect(verifyRecord(id, events as RecordEvent[]).findings).toEqual([])
    }
    for (const name of ['admin', 'member9', 'representative', 'unit', 'unit2']) (await person(first, name)).close()
    const member = await person(first, 'member')
    expect((await member.ask('inbox:list', {})).tasks.length, 'something waits for the member').toBeGreaterThan(0)
    await first.stop()

    const second = await spawnServer({ dataDir, demo: true, env: { LOG_LEVEL: 'warn' } })
    const again = await everything(await person(second, 'moderator'))
    expect(again).toEqual(found)
    await second.stop()
  })
})
