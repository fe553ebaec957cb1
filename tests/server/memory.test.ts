import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Account } from '../../core/people/roles.ts'
import { verifyCheckpoint } from '../../core/record/checkpoint.ts'
import { PEOPLE } from '../../server/demo/people.ts'
import { REGIONS } from '../../server/demo/places.ts'
import { randomIds } from '../../server/ids.ts'
import { createLog } from '../../server/log.ts'
import { openBoxes } from '../../server/boxes/boxes.ts'
import { createMatters } from '../../server/matters/matters.ts'
import { createNumbers, yearOf } from '../../server/matters/numbers.ts'
import { createReading } from '../../server/matters/reading.ts'
import type { Store } from '../../server/store/contract.ts'
import { createMemoryStore } from '../../server/store/memory/store.ts'
import { proposal } from '../support/server/desk.ts'
import { until } from '../support/server/until.ts'
import { STANDARD_BOOK } from '../../core/clock/book.ts'

const member = PEOPLE.find(({ username }) => username === 'member')!

async function over(store: Store, budget?: number, now = () => Date.now()) {
  const matters = await createMatters({
    book: () => STANDARD_BOOK,
    store,
    directory: () => ({
      account: (id) => PEOPLE.find((person) => person.id === id),
      accounts: () => PEOPLE,
      unit: () => undefined,
      region: (id) => REGIONS.find((region) => region.id === id),
    }),
    now,
    ...randomIds,
    log: createLog('silent'),
    boxes: await openBoxes(mkdtempSync(path.join(tmpdir(), 'zx-boxes-'))),
    ...(budget === undefined ? {} : { budget }),
  })
  const run = (actor: Account, matter: string, type: string, data: unknown) =>
    matters.run(actor, { id: randomIds.id(), matter, type, data })
  const submit = async (more: object = {}) => {
    const matter = randomIds.id()
    const reply = await run(member, matter, 'proposal.submit', {
      ...proposal(),
      form: 'individual',
      open: true,
      ...more,
    })
    if (!reply.ok) throw new Error(JSON.stringify(reply.refusal))
    return matter
  }
  return { matters, run, submit }
}

describe('states in memory', () => {
  it('[SV11] are let go beyond the budget and read again when they are needed', async () => {
    const store = createMemoryStore()
    const { matters, run, submit } = await over(store, 100_000)
    const ids: string[] = []
    for (let i = 0; i < 40; i++) ids.push(await submit({ analysis: '分析'.repeat(700) }))
    expect(matters.lives.size).toBeLessThan(40)
    expect(matters.lives.size).toBeGreaterThan(3)
    for (const matter of ids)
      expect(await run(member, matter, 'message.post', { text: '还在' })).toMatchObject({ ok: true, value: { seq: 2 } })
    expect(matters.lives.size).toBeLessThan(40)
  })

  it('[SV11] ids that stand for nothing are not kept', async () => {
    const { matters, run } = await over(createMemoryStore())
    for (let i = 0; i < 50; i++) await run(member, randomIds.id(), 'message.post', { text: '?' })
    expect(matters.lives.size).toBe(0)
  })

  it('[SV11] a long record is read from a snapshot and the few events behind it', async () => {
    const store = createMemoryStore()
    const first = await over(store)
    const matter = await first.submit()
    for (let i = 0; i < 1100; i++) await first.run(member, matter, 'message.post', { text: `第 ${i} 条` })
    await until(async () => (await store.load(matter))?.snapshot?.seq === 1000, 'a snapshot every 500 events')
    expect((await store.load(matter))?.tail).toHaveLength(101)

    const again = await over(store)
    const opened = await createReading(again.matters, store).open(member, matter, undefined, () => {})
    const live = await createReading(first.matters, store).open(member, matter, undefined, () => {})
    expect(opened).toEqual(live)
    expect(await again.run(member, matter, 'message.post', { text: '接着说' })).toMatchObject({
      ok: true,
      value: { seq: 1102 },
    })
  })

  it('[WR3] after a restart a command sent again still gets its first answer, and the matter goes on', async () => {
    const store = createMemoryStore()
    const first = await over(store)
    const matter = await first.submit()
    const moderator = PEOPLE.find(({ username }) => username === 'moderator')!
    const sent: [Account, string, object][] = [
      [member, 'message.post', { text: '一' }],
      [moderator, 'proposal.file', { category: 'city' }],
      [moderator, 'matter.unlock', {}],
      [member, 'proposal.withdraw', {}],
    ]
    const requests = sent.map(([actor, type, data]) => ({ actor, request: { id: randomIds.id(), matter, type, data } }))
    const answers = []
    for (const { actor, request } of requests) answers.push(await first.matters.run(actor, request))
    expect(answers.map((reply) => reply.ok)).toEqual([true, true, true, false])

    const { matters, run } = await over(store)
    const again = requests.map(({ actor, request }) => matters.run(actor, request))
    const fresh = run(member, matter, 'message.post', { text: '二' })
    expect(await Promise.all(again)).toEqual(answers)
    expect(await fresh).toMatchObject({ ok: true, value: { seq: 4 } })
    const reused = { ...requests[0]!.request, data: { text: '三' } }
    expect(await (await over(store)).matters.run(member, reused)).toMatchObject({
      ok: false,
      refusal: { code: 'id-reused' },
    })
    expect(await store.events(matter, { after: 0, limit: 100 })).toHaveLength(4)
  })

  it('[SV10] checkpoints are signed with one lasting key, for the place at which the record stands', async () => {
    const store = createMemoryStore()
    const first = await over(store)
    const matter = await first.submit()
    const sign = async ({ matters }: typeof first) => {
      const reply = await createReading(matters, store).checkpoint(member, matter)
      if (!reply.ok) throw new Error(JSON.stringify(reply.refusal))
      return reply.value
    }
    const one = await sign(first)
    expect(verifyCheckpoint(one)).toBe(true)
    expect(await sign(first), 'nothing has happened since').toEqual(one)
    await first.run(member, matter, 'message.post', { text: '一' })
    const two = await sign(first)
    const [, event] = await store.events(matter, { after: 0, limit: 2 })
    expect(two).toMatchObject({ seq: 2, hash: event!.hash, key: one.key })
    expect((await sign(await over(store))).key).toBe(one.key)
  })

  it('[SV11] a clock that was set back does not make a record run backwards', async () => {
    let now = 1_800_000_000_000
    const { run, submit } = await over(createMemoryStore(), undefined, () => now)
    const matter = await submit()
    now -= 3_600_000
    expect(await run(member, matter, 'message.post', { text: '一' })).toMatchObject({
      ok: true,
      value: { events: [{ at: 1_800_000_000_000 }] },
    })
  })

  it('[SV4] years turn over in China, and a number that was given back is given again', async () => {
    expect(yearOf(Date.UTC(2026, 11, 31, 15, 59))).toBe('2026')
    expect(yearOf(Date.UTC(2026, 11, 31, 16, 0))).toBe('2027')
    const take = createNumbers(createMemoryStore())
    const at = Date.UTC(2026, 5, 1)
    const one = await take('proposal', at)
    const next = take('proposal', at)
    one.release()
    expect((await next).text).toBe('2026-0001')
    expect((await take('proposal', Date.UTC(2027, 5, 1))).text).toBe('2027-0001')
  })
})
