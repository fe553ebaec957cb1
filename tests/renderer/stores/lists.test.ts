// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Summary } from '../../../core/wire/records.ts'
import { asked, fits } from '../../../src/stores/list-query.ts'
import { newClient, type Client } from '../../support/client/client.ts'
import { enter, post, submit } from '../../support/client/people.ts'
import { bootServer, type BootedServer } from '../../support/server/boot.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
beforeAll(async () => void (server = await bootServer({ parts: { rateLimits: false } })))
afterAll(() => server.stop())

async function person(username: string) {
  const client = await newClient()
  await enter(client, server, username)
  return client
}

async function submitMany(client: Client, count: number, title: string) {
  const ids: string[] = []
  for (let i = 0; i < count; i++) ids.push(await submit(client, { title: `${title} ${i}` }))
  return ids
}

describe('a list of matters', () => {
  it('[CL40] pages through everything, keeps its query, and asks again when the query changes', async () => {
    const author = await person('member')
    await submitMany(author, 120, '翻页')
    const list = author.list('paging', { text: '翻页' })
    await until('the first page', () => list.phase === 'ready')
    expect(list.items).toHaveLength(50)
    expect(list.total).toBe(120)
    expect(list.items[0]?.title).toBe('翻页 119')
    await list.loadMore()
    await list.loadMore()
    expect(list.items).toHaveLength(120)
    expect(list.more).toBe(false)
    await list.loadMore()
    expect(new Set(list.items.map(({ id }) => id)).size).toBe(120)
    list.query.status = ['filed']
    await until('the other answer', () => list.phase === 'ready' && list.total === 0)
    expect(list.items).toEqual([])
    expect(author.list('paging').query).toEqual({ text: '翻页', status: ['filed'] })
  })

  it('[CL41] changes rows in place and counts new ones without moving anything', async () => {
    const author = await person('member2')
    const reader = await person('member3')
    const [first, second] = await submitMany(author, 2, '实时')
    const list = reader.list('live', { kind: 'proposal', region: 'zj-lj-wc-dt-ym' })
    await until('the rows', () => list.phase === 'ready' && list.items.some(({ id }) => id === second))
    const order = list.items.map(({ id }) => id)
    await author.outbox.send({ matter: first ?? '', type: 'proposal.withdraw', data: {} })
    const row = () => list.items.find(({ id }) => id === first)
    await until('the row has changed', () => row()?.status === 'withdrawn')
    expect(list.changed.has(first ?? '')).toBe(true)
    expect(list.items.map(({ id }) => id)).toEqual(order)
    list.markSeen(first ?? '')
    expect(list.changed.has(first ?? '')).toBe(false)

    const [third] = await submitMany(author, 1, '新来的')
    await until('it is counted', () => list.newer === 1)
    expect(list.items.map(({ id }) => id)).toEqual(order)
    await list.refresh()
    expect(list.items[0]?.id).toBe(third)
    expect(list.newer).toBe(0)
  })

  it('[CL41] asks the server about new ones when the query is for words', async () => {
    const author = await person('member4')
    const reader = await person('member5')
    const list = reader.list('words', { text: '独一无二' })
    await until('nothing yet', () => list.phase === 'ready')
    expect(list.total).toBe(0)
    await submitMany(author, 1, '别的')
    await submitMany(author, 1, '独一无二')
    await until('it is counted', () => list.newer === 1)
    expect(list.total).toBe(1)
  })

  it('[CL42] keeps its rows when the server cannot be asked, and says why', async () => {
    const reader = await person('member6')
    await submitMany(reader, 1, '断线')
    const list = reader.list('offline', { mine: true })
    await until('the rows', () => list.items.length === 1)
    reader.link.stop()
    await list.refresh()
    expect(list.items).toHaveLength(1)
    expect(list.refusal).toMatchObject({ code: 'unavailable', details: { reason: 'offline' } })
    list.query.status = ['filed']
    await until('it cannot be asked', () => list.phase === 'error')
    expect(list.items, 'rows of another query').toEqual([])
  })

  it('[CL43] judges a summary by what is asked, and leaves to the server what only it knows', () => {
    const summary = { id: '1', kind: 'proposal', status: 'submitted', category: 'city', region: 'street' } as Summary
    const path = (id: string) => [
      { id: 'city', name: '市', level: 'city' as const },
      { id, name: id, level: 'township' as const },
    ]
    expect(fits(summary, {}, path)).toBe(true)
    expect(fits(summary, { status: [], text: ' ' }, path)).toBe(true)
    expect(fits(summary, { region: 'city', status: ['submitted'] }, path)).toBe(true)
    expect(fits(summary, { region: 'elsewhere' }, path)).toBe(false)
    expect(fits(summary, { status: ['filed'], text: 'x' }, path)).toBe(false)
    expect(fits(summary, { category: 'health' }, path)).toBe(false)
    for (const query of [{ text: 'x' }, { mine: true }, { needsMe: true }])
      expect(fits(summary, query, path)).toBe(undefined)
    expect(asked({ text: '', status: [], mine: false, region: 'city' })).toEqual({ region: 'city' })
  })
})

describe('the inbox', () => {
  it('[CL44] brings a task when it arises, counts it on the badge, and takes it away when it is done', async () => {
    const author = await person('member')
    const invited = await person('member7')
    await until('the inbox', () => invited.inbox.phase === 'ready')
    const before = invited.inbox.tasks.length
    const matter = await submit(author, { title: '待会签', cosigners: [invited.session.account?.id ?? ''] })
    await until('the task', () => invited.inbox.tasks.some((task) => task.matter === matter && task.kind === 'cosign'))
    expect(invited.machine.badge).toBe(before + 1)
    await invited.outbox.send({ matter, type: 'proposal.cosign', data: {} })
    await until('it is gone', () => invited.inbox.tasks.length === before)
    await until('the badge too', () => invited.machine.badge === before)
  })

  it('[CL45] lists what happened and marks it as read', async () => {
    const author = await person('member9')
    const moderator = await person('moderator')
    const matters = await submitMany(author, 34, '通知')
    for (const matter of matters)
      await moderator.outbox.send({ matter, type: 'proposal.return', data: { reason: '请补充' } })
    await until('all are there', () => author.inbox.unread === 34)
    await until('the list is fresh', () => author.inbox.notices[0]?.matter === matters.at(-1))
    expect(author.inbox.notices.every(({ type, read }) => type === 'proposal.returned' && !read)).toBe(true)
    expect(author.inbox.more).toBe(true)
    await author.inbox.loadMore()
    expect(author.inbox.notices).toHaveLength(34)
    expect(author.inbox.more).toBe(false)
    const tenth = author.inbox.notices[24]?.n ?? 0
    await author.inbox.markRead(tenth)
    await until('the count', () => author.inbox.unread === 24)
    expect(author.inbox.notices.filter(({ read }) => read)).toHaveLength(10)
    await author.outbox.send(post(matters[0] ?? '', 'unrelated'))
    expect(author.inbox.notices).toHaveLength(34)
  })
})

describe('the roster', () => {
  it('[CL46] names people, places and units, and answers what it does not know with the id', async () => {
    const client = await person('member')
    await until('the roster', () => client.roster.phase === 'ready')
    expect(client.roster.name('01989680-0000-7000-8000-000000000002')).toBe('沈静宜')
    expect(client.roster.name('system')).toBe('system')
    expect(client.roster.regionPath('zj-lj-wc-dt-ym').map(({ name }) => name)).toEqual([
      '浙江省',
      '临江市',
      '望潮区',
      '东塘街道',
      '杨梅桥社区',
    ])
    expect(client.roster.regionPath('nowhere')).toEqual([])
    expect(client.roster.regions.map(({ id }) => id)).toEqual(['zj'])
    expect(client.roster.region('zj-lj-wc-dt')?.children.map(({ name }) => name)).toContain('荷柳社区')
    expect(client.roster.unit('lj-jiaoyu')?.name).toBeTruthy()
    expect(client.roster.sector('education')?.name).toBeTruthy()
  })

  it('[CL46] takes in what has changed', async () => {
    const client = await person('member')
    await until('the roster', () => client.roster.phase === 'ready')
    await server.app.people.put({ units: [{ id: 'lj-new', name: '新设单位', region: 'zj-lj' }] })
    await client.roster.refresh()
    expect(client.roster.unit('lj-new')?.name).toBe('新设单位')
    const again = await client.restart()
    expect(again.roster.unit('lj-new')?.name).toBe('新设单位')
  })
})
