import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { Unavailable, type Store } from '../../server/store/contract.ts'
import { createMemoryStore } from '../../server/store/memory/store.ts'
import { bootServer } from '../support/server/boot.ts'
import { person, submit } from '../support/server/desk.ts'
import { until } from '../support/server/until.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'zx-rivals-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

/** A store whose `append` and `load` can be made to fail: `before` nothing was kept, `after` everything was. */
function fragile(): Store & { fail: 'before' | 'after' | 'never'; blind: boolean } {
  const store = createMemoryStore()
  const faults = { fail: 'never' as 'before' | 'after' | 'never', blind: false }
  return Object.assign(Object.create(store) as Store, store, faults, {
    async append(this: typeof faults, ...args: Parameters<Store['append']>) {
      if (this.fail === 'before') throw new Unavailable('the disk is full')
      await store.append(...args)
      if (this.fail === 'after') throw new Unavailable('the disk went away')
    },
    async load(this: typeof faults, matter: string) {
      if (this.blind) throw new Unavailable('the disk cannot be read')
      return store.load(matter)
    },
  })
}

describe('when the store fails', () => {
  it('[SV2] a failed commit is refused, nobody is told, and the next command works', async () => {
    const store = fragile()
    const server = await bootServer({ store, parts: { rateLimits: false } })
    const [member, reader] = [await person(server, 'member'), await person(server, 'member2')]
    const { matter } = await submit(member)
    await reader.ask('matter:open', { matter })
    const post = (text: string) => member.command(matter, 'message.post', { text })

    store.fail = 'before'
    const lost = await Promise.all([post('一'), post('二'), post('三')])
    for (const reply of lost) expect(reply).toMatchObject({ ok: false, refusal: { code: 'unavailable' } })
    store.fail = 'never'
    expect(await post('四')).toMatchObject({ ok: true, value: { seq: 2 } })
    await until(() => reader.heard('matter:events').length > 0, 'the reader hears of the one that worked')
    expect(reader.heard('matter:events').flatMap(({ events }) => events.map(({ seq, data }) => [seq, data]))).toEqual([
      [2, { text: '四' }],
    ])
    await server.stop()
  })

  it('[SV2] a commit whose outcome was unclear is shown as it turned out, and answered on asking again', async () => {
    const store = fragile()
    const server = await bootServer({ store, parts: { rateLimits: false } })
    const [member, reader] = [await person(server, 'member'), await person(server, 'member2')]
    const { matter } = await submit(member)
    await reader.ask('matter:open', { matter })

    store.fail = 'after'
    store.blind = true
    const id = '01989680-0000-7000-8000-00000000abcd'
    const post = () => member.command(matter, 'message.post', { text: '在不在？' }, { id })
    expect(await post()).toMatchObject({ ok: false, refusal: { code: 'unavailable' } })
    expect(await post(), 'while nothing can be read').toMatchObject({ ok: false, refusal: { code: 'unavailable' } })
    Object.assign(store, { fail: 'never', blind: false })
    expect(await post()).toMatchObject({ ok: true, value: { seq: 2 } })
    expect(await member.command(matter, 'message.post', { text: '在。' })).toMatchObject({
      ok: true,
      value: { seq: 3 },
    })
    await until(() => reader.heard('matter:events').flatMap(({ events }) => events).length === 2, 'both are told')
    expect(reader.heard('matter:events').flatMap(({ events }) => events.map(({ seq }) => seq))).toEqual([2, 3])
    await server.stop()
  })

  it('[SV3] two servers on one file never take the same place', async () => {
    const servers = [
      await bootServer({ store: 'sqlite', dataDir, parts: { rateLimits: false } }),
      await bootServer({ store: 'sqlite', dataDir, parts: { rateLimits: false } }),
    ]
    const desks = await Promise.all(servers.map((server) => person(server, 'member')))
    const { matter } = await submit(desks[0]!)
    const replies = []
    for (let i = 0; i < 20; i++)
      replies.push(
        ...(await Promise.all(desks.map((desk, s) => desk.command(matter, 'message.post', { text: `${s}.${i}` })))),
      )
    expect(replies.filter(({ ok }) => !ok)).toEqual([])
    const { events } = await desks[1]!.ask('matter:history', { matter, after: 0, limit: 500 })
    expect(events).toHaveLength(41)
    expect(verifyRecord(matter, events as RecordEvent[]).findings).toEqual([])
    for (const server of servers) await server.stop()
  })

  it('[SV13] a bug is answered with an id that the log holds, and the server goes on', async () => {
    const store = fragile()
    const server = await bootServer({ store })
    const member = await person(server, 'member')
    store.list = () => Promise.reject(new TypeError('a bug in the store'))
    const reply = await member.request('matters:list', {})
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'internal', details: { reason: 'bug' } } })
    if (!reply.ok) expect(server.log()).toContain(String(reply.refusal.details?.bug))
    expect((await member.ask('roster:list', {})).accounts.length).toBeGreaterThan(10)
    await server.stop()
  })
})
