import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_PREFERENCES } from '../../core/notices/preferences.ts'
import { bootServer, connect, type BootedServer, type TestClient } from '../support/server/boot.ts'
import { person, submit, type Desk } from '../support/server/desk.ts'
import { until } from '../support/server/until.ts'

let server: BootedServer
let writer: Desk
beforeAll(async () => {
  server = await bootServer({ parts: { rateLimits: false } })
  writer = await person(server, 'member')
})
afterAll(() => server.stop())

const eventsOf = ({ heard }: TestClient) => heard('matter:events').flatMap(({ events }) => events)

describe('the room', () => {
  it('[WR7] the sender is answered before the room hears', async () => {
    const { matter } = await submit(writer)
    await writer.ask('matter:open', { matter })
    const order: string[] = []
    writer.socket.once('matter:events', () => order.push('room'))
    // the bare callback: promises on this side would turn the order of arrival around
    const body = { id: v7(), matter, type: 'message.post', data: { text: '一' } }
    writer.socket.emit('matter:command', body, () => order.push('answer'))
    await until(() => order.length === 2, 'both have come')
    expect(order).toEqual(['answer', 'room'])
  })

  it('[WR7] in a big room a burst comes in few packets, in a small one each at once; all of it in order', async () => {
    const { matter } = await submit(writer)
    const crowd = await Promise.all(Array.from({ length: 20 }, () => connect(server.url, writer.token)))
    for (const client of crowd) await client.ask('matter:open', { matter })
    const { matter: quiet } = await submit(writer)
    const listener = await connect(server.url, writer.token)
    await listener.ask('matter:open', { matter: quiet })
    for (let i = 0; i < 60; i++)
      await Promise.all([matter, quiet].map((id) => writer.command(id, 'message.post', { text: `第 ${i} 条` })))
    for (const client of [...crowd, listener]) {
      await until(() => eventsOf(client).length === 60, 'everything has come')
      expect(eventsOf(client).map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 2))
    }
    expect(crowd[0]!.heard('matter:events').length, 'packets in the big room').toBeLessThan(30)
    expect(listener.heard('matter:events').length, 'packets in the small room').toBeGreaterThan(30)
    for (const client of [...crowd, listener]) client.close()
  })

  it('[WR13] tells who is there and who is typing, until they stop or go', async () => {
    const { matter } = await submit(writer)
    const other = await person(server, 'member2')
    await writer.ask('matter:open', { matter })
    expect(await other.request('presence:set', { matter, typing: true })).toMatchObject({
      ok: false,
      refusal: { code: 'conflict', details: { reason: 'not-open' } },
    })
    await other.ask('matter:open', { matter })
    const last = () => writer.heard('presence:changed').findLast((fact) => fact.matter === matter)
    const both = [writer.account.id, other.account.id].sort()
    await until(() => last()?.present.length === 2, 'both are there')
    expect([...last()!.present].sort()).toEqual(both)
    await other.ask('presence:set', { matter, typing: true })
    await until(() => last()?.typing.length === 1, 'the other is typing')
    expect(last()!.typing).toEqual([other.account.id])
    await until(() => last()?.typing.length === 0, 'typing ends by itself after six seconds')
    await other.ask('presence:set', { matter, typing: true })
    await until(() => last()?.typing.length === 1, 'the other is typing again')
    other.close()
    await until(() => last()?.present.length === 1, 'the other is gone')
    expect(last()!).toMatchObject({ present: [writer.account.id], typing: [] })
  })

  it('[WR12] turns are told to everybody, gathered; mere counts are told seldom', async () => {
    const idle = await person(server, 'unit')
    const { matter } = await submit(writer)
    const mine = () => idle.heard('matters:changed').flatMap(({ items }) => items.filter(({ id }) => id === matter))
    await until(() => mine().length === 1, 'the new matter is told')
    for (let i = 0; i < 50; i++) await writer.command(matter, 'message.post', { text: `第 ${i} 条` })
    await until(() => mine().at(-1)?.counts.messages === 50, 'the count arrives in the end')
    expect(mine().length, 'lines about 50 messages').toBeLessThan(6)
    expect(idle.heard('matter:events'), 'who has not opened it gets no events').toEqual([])
  })

  it('[WR12] an inbox is told on every device when something waits or has been read', async () => {
    const [here, there] = [await person(server, 'member5'), await person(server, 'member5')]
    const author = await person(server, 'representative')
    const { matter } = await submit(author, { cosigners: [here.account.id] })
    for (const desk of [here, there])
      await until(() => desk.heard('inbox:changed').at(-1)?.tasks === 1, 'a signature waits')
    const { tasks, notices, unread } = await here.ask('inbox:list', {})
    expect(tasks).toMatchObject([{ matter, kind: 'cosign', summary: { id: matter } }])
    expect(unread).toBe(notices.filter(({ read }) => !read).length)
    await here.ask('inbox:read', { upTo: notices[0]!.n })
    await until(() => there.heard('inbox:changed').at(-1)?.unread === 0, 'the other device hears of it')
    await here.command(matter, 'proposal.cosign', {})
    await until(() => there.heard('inbox:changed').at(-1)?.tasks === 0, 'the task is done')
    await until(() => author.heard('inbox:changed').at(-1)?.unread === 1, 'the author is told')
  })

  it('[NO4] what one wants to be told of is kept for the account, and told to its other devices', async () => {
    const [here, there] = [await person(server, 'member7'), await person(server, 'member7')]
    const author = await person(server, 'representative')
    expect(await here.ask('preferences:get', {})).toEqual({ preferences: DEFAULT_PREFERENCES })
    const { matter } = await submit(author, { cosigners: [here.account.id] })
    await here.command(matter, 'proposal.cosign', {})
    await author.command(matter, 'message.post', { text: '谢谢联名' })
    await author.command(matter, 'proposal.withdraw', {})
    await until(() => there.heard('inbox:changed').at(-1)?.unread === 2, 'told of the invitation and of the withdrawal')

    const preferences = { ...DEFAULT_PREFERENCES, tell: { ...DEFAULT_PREFERENCES.tell, proposal: 'never' as const } }
    await here.ask('preferences:set', { preferences })
    await until(() => there.heard('preferences:changed').length === 1, 'the other device hears of it')
    expect(there.heard('preferences:changed')[0]).toEqual({ preferences })
    expect(here.heard('preferences:changed'), 'who chose is answered').toEqual([])
    await until(() => there.heard('inbox:changed').at(-1)?.unread === 0, 'nothing of proposals counts any more')
    const listed = await there.ask('inbox:list', {})
    expect(listed).toMatchObject({ unread: 0, notices: [{ matter, kind: 'proposal', read: false }, { matter }] })
    expect(await author.ask('preferences:get', {})).toEqual({ preferences: DEFAULT_PREFERENCES })
    const same = { from: 60, until: 60 }
    expect(await here.request('preferences:set', { preferences: { ...preferences, quiet: same } })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid' },
    })
  })

  it('[WR14] notices page backwards; a cursor that is none is refused', async () => {
    const author = await person(server, 'representative')
    const member = await person(server, 'member6')
    for (let i = 0; i < 5; i++) {
      const { matter } = await submit(author, { cosigners: [member.account.id] })
      await member.command(matter, 'proposal.cosign', {})
    }
    const seen: number[] = []
    let cursor: string | undefined
    do {
      const page = await author.ask('inbox:list', { limit: 2, ...(cursor === undefined ? {} : { cursor }) })
      seen.push(...page.notices.map(({ n }) => n))
      cursor = page.next
    } while (cursor !== undefined)
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a))
    expect(seen.length).toBeGreaterThanOrEqual(5)
    for (const name of ['inbox:list', 'matters:list'] as const)
      expect(await author.request(name, { cursor: 'nonsense' })).toMatchObject({
        ok: false,
        refusal: { code: 'invalid' },
      })
  })

  it('[WR15] the welcome names account, server, key, time and protocol; an unchanged roster is not sent again', async () => {
    const { welcome } = writer
    expect(welcome).toMatchObject({ account: writer.account, protocol: 1, server: { name: '智慧政协' } })
    expect(Math.abs(welcome.server.now - Date.now())).toBeLessThan(60_000)
    expect(Buffer.from(welcome.server.key, 'base64')).toHaveLength(44)
    const { version, accounts, regions } = await writer.ask('roster:list', {})
    expect([accounts.length > 10, regions.length > 10]).toEqual([true, true])
    expect(await writer.ask('roster:list', { since: version })).toEqual({
      accounts: [],
      units: [],
      regions: [],
      sectors: [],
      version,
    })
  })
})
