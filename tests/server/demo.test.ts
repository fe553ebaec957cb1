import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { CATEGORIES } from '../../core/proposal/categories.ts'
import { PROPOSAL_STATUSES } from '../../core/proposal/state.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { SUGGESTION_STATUSES } from '../../core/suggestion/state.ts'
import type { Summary } from '../../core/wire/records.ts'
import { spawnServer } from '../support/server/boot.ts'
import { person, type Desk } from '../support/server/desk.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'zx-demo-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function everything(desk: Desk): Promise<Summary[]> {
  const { items, next } = await desk.ask('matters:list', { limit: 100 })
  if (next !== undefined) throw new Error('the demo has more matters than a page holds')
  // lights change with the time of day
  return items.map(({ light: _light, ...item }) => item)
}

/** What a state tells of its handling. */
interface Told {
  held?: { returned?: object }
  rounds?: { items: { class: string }[] }[]
  absorbed?: object[]
  refusals?: object[]
  assignment?: object
  lookBacks?: { after?: number }[]
  origin?: string
  informants?: string[]
}

describe('the demo', () => {
  it('[SV9] seeds people, proposals and suggestions of every stage, once', async () => {
    const first = await spawnServer({ dataDir, demo: true, env: { LOG_LEVEL: 'warn', RATE_LIMITS: 'off' } })
    const moderator = await person(first, 'moderator')
    const found = await everything(moderator)
    expect(found.length).toBeGreaterThanOrEqual(30)
    const of = (pick: (item: Summary) => string | undefined) => new Set(found.map(pick))
    const statuses = (kind: Summary['kind']) =>
      [...new Set(found.filter((item) => item.kind === kind).map(({ status }) => status))].sort()
    expect(statuses('proposal')).toEqual([...PROPOSAL_STATUSES].sort())
    expect(statuses('suggestion')).toEqual([...SUGGESTION_STATUSES].sort())
    expect([...of(({ category }) => category)].flatMap((category) => category ?? []).sort()).toEqual(
      [...CATEGORIES].sort(),
    )
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
    const waiting = (await moderator.ask('inbox:list', {})).tasks.map(({ kind }) => kind)
    for (const kind of ['screen', 'assign', 'release', 'close', 'rehandle', 'look-back'])
      expect(waiting, `something to ${kind}`).toContain(kind)
    const { items } = await moderator.ask('matters:list', { limit: 100 })
    expect(new Set(items.flatMap(({ light }) => light ?? []))).toEqual(new Set(['green', 'amber', 'red']))
    const states = await Promise.all(
      found.map(async ({ id }) => (await moderator.ask('matter:open', { matter: id })).state as unknown as Told),
    )
    expect(
      states.some(({ held }) => held && !held.returned),
      'an answer is held',
    ).toBe(true)
    expect(
      states.some(({ held }) => held?.returned),
      'an answer was returned',
    ).toBe(true)
    expect(
      states.some(({ rounds }) => rounds?.length === 2),
      'an answer was given twice',
    ).toBe(true)
    expect(
      states.some(({ absorbed, rounds }) => absorbed?.length === 2 && rounds?.length),
      'merged and answered',
    ).toBe(true)
    expect(
      states.some(({ refusals, assignment }) => refusals?.length && assignment),
      'refused and reassigned',
    ).toBe(true)
    expect(
      new Set(states.flatMap(({ rounds }) => rounds ?? []).flatMap((round) => round.items.map((item) => item.class))),
    ).toEqual(new Set(['A', 'B', 'C']))
    expect(
      states.some(({ lookBacks }) => lookBacks?.some(({ after }) => after === 365)),
      'looked back to the end',
    ).toBe(true)
    expect(
      states.some(({ origin, informants }) => origin && informants?.length),
      'one grew from a suggestion',
    ).toBe(true)
    for (const name of ['unit', 'unit2', 'unit3', 'unit5']) {
      const unit = await person(first, name)
      expect((await unit.ask('inbox:list', {})).tasks.length, `something waits for ${name}`).toBeGreaterThan(0)
      unit.close()
    }
    for (const name of ['admin', 'member9', 'representative', 'unit', 'unit2']) (await person(first, name)).close()
    const member = await person(first, 'member')
    expect((await member.ask('inbox:list', {})).tasks.length, 'something waits for the member').toBeGreaterThan(0)
    await first.stop()

    const second = await spawnServer({ dataDir, demo: true, env: { LOG_LEVEL: 'warn', RATE_LIMITS: 'off' } })
    const again = await everything(await person(second, 'moderator'))
    expect(again).toEqual(found)
    await second.stop()
  })
})
