// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_PREFERENCES, type Preferences } from '../../../core/notices/preferences.ts'
import { useAnnouncer, type News } from '../../../src/stores/announcer.ts'
import { usePreferences } from '../../../src/stores/preferences.ts'
import { newClient, type Client } from '../../support/client/client.ts'
import { enter, post, submit } from '../../support/client/people.ts'
import { bootServer, type BootedServer } from '../../support/server/boot.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
beforeAll(async () => void (server = await bootServer({ parts: { rateLimits: false } })))
afterAll(() => server.stop())

const MINUTE = 60_000
const minuteOfDay = (at: number) => Math.floor(((at + 8 * 60 * MINUTE) % (24 * 60 * MINUTE)) / MINUTE)
/** Quiet hours that go on for hours yet, whatever the time of day at which the test runs. */
const quietNow = () => {
  const minute = minuteOfDay(Date.now())
  return { from: (minute + 24 * 60 - 120) % (24 * 60), until: (minute + 240) % (24 * 60) }
}

const told = (news: News) => ('task' in news ? `task ${news.task.kind}` : news.notice.type)
const begin = (client: Client) =>
  client.within(useAnnouncer).wordWith((groups) =>
    groups.map((group) => ({
      title: 'task' in group[0]! ? group[0].task.summary.title : group[0]!.notice.title,
      body: group.map(told).toSorted().join(' + '),
      route: '/',
    })),
  )
const choose = async (client: Client, patch: Partial<Preferences>) => {
  const chosen = client.within(usePreferences)
  await until('what was chosen before', () => chosen.preferences)
  expect(await chosen.update(patch), 'the choice is kept').toBe(true)
}

async function person(username: string, patch: Partial<Preferences> = {}) {
  const client = await newClient()
  await enter(client, server, username)
  await choose(client, { ...DEFAULT_PREFERENCES, quiet: null, ...patch })
  await until('the inbox', () => client.inbox.phase === 'ready')
  begin(client)
  await until('the first look', () => client.settings.settings.announced !== undefined)
  return client
}

describe('what is announced', () => {
  it('[NO5] each thing once, by matter, also when the program was away and started again', async () => {
    const author = await person('member')
    const invited = await person('member7')
    const id = invited.session.account?.id ?? ''
    const { notices } = invited.machine
    const first = await submit(author, { title: '增设老年食堂', cosigners: [id] })
    await until('the invitation is told', () => notices.length === 1)
    expect(notices).toEqual([{ title: '增设老年食堂', body: 'proposal.cosigner-invited + task cosign', route: '/' }])

    invited.stop()
    await author.outbox.send(post(first, '请各位看看'))
    await author.outbox.send({ matter: first, type: 'proposal.withdraw', data: {} })
    const second = await submit(author, { title: '修复路灯', cosigners: [id] })
    const again = await invited.restart()
    begin(again)
    await until('what came meanwhile is told', () => notices.length >= 3)
    const later = notices.slice(1).toSorted((a, b) => a.title.localeCompare(b.title, 'zh'))
    expect(later.map(({ title, body }) => [title, body])).toEqual([
      ['修复路灯', 'proposal.cosigner-invited + task cosign'],
      ['增设老年食堂', 'proposal.withdrawn'],
    ])

    const third = await invited.restart()
    begin(third)
    await until('the inbox', () => third.inbox.phase === 'ready')
    await author.outbox.send({ matter: second, type: 'proposal.withdraw', data: {} })
    await until('only the new turn is told', () => notices.length === 4)
    expect(notices.at(-1)).toEqual({ title: '修复路灯', body: 'proposal.withdrawn', route: '/' })
  })

  it('[NO2, NO5] nothing in quiet hours, and what came in them when they end; not what was read meanwhile', async () => {
    const author = await person('member2')
    const invited = await person('member8')
    const other = await newClient()
    await enter(other, server, 'member8')
    const id = invited.session.account?.id ?? ''
    await choose(other, { ...DEFAULT_PREFERENCES, quiet: quietNow() })
    const chosen = invited.within(usePreferences)
    await until('it holds on this device too', () => chosen.preferences?.quiet !== null)

    const read = await submit(author, { title: '已在别处看过', cosigners: [id] })
    await invited.outbox.send({ matter: read, type: 'proposal.cosign', data: {} })
    await author.outbox.send({ matter: read, type: 'proposal.withdraw', data: {} })
    await until('it stands on the other device', () => other.inbox.notices[0]?.type === 'proposal.withdrawn')
    await other.inbox.markRead(other.inbox.notices[0]!.n)
    await until('it is read here too', () => invited.inbox.notices[0]?.read)
    await submit(author, { title: '夜里的邀请', cosigners: [id] })
    await until('it stands here', () => invited.inbox.notices[0]?.title === '夜里的邀请')
    expect(invited.machine.notices).toEqual([])

    await choose(other, { quiet: null })
    await until('it is told when the quiet ends', () => invited.machine.notices.length > 0)
    expect(invited.machine.notices.map(({ title }) => title)).toEqual(['夜里的邀请'])
  })

  it('[NO2, NO5] what is never wanted is not told, nor what is wanted once a day; tasks still count', async () => {
    const author = await person('member3')
    const later = (minuteOfDay(Date.now()) + 180) % (24 * 60)
    const tell = { ...DEFAULT_PREFERENCES.tell, proposal: 'never' as const, task: 'daily' as const }
    const invited = await person('member9', { tell, dailyAt: later })
    const id = invited.session.account?.id ?? ''
    const matter = await submit(author, { title: '不提醒', cosigners: [id] })
    await until('the task', () => invited.inbox.tasks.some((task) => task.matter === matter))
    await until('the notice', () => invited.inbox.notices.some((notice) => notice.matter === matter))
    expect(invited.inbox.unread, 'what is never wanted does not count as unread').toBe(0)
    const { isNew } = invited.within(usePreferences)
    expect(invited.inbox.notices.map(isNew), 'nor does it look so').toEqual([false])
    expect(invited.machine.badge).toBe(1)
    expect(invited.machine.notices).toEqual([])
    await choose(invited, { tell: DEFAULT_PREFERENCES.tell })
    await until('chosen otherwise, it is told', () => invited.machine.notices.length === 1)
  })

  it('[NO5] nothing that stood there before the program first ran, and nothing where the machine is to be silent', async () => {
    const author = await person('member4')
    const before = await newClient()
    await enter(before, server, 'member5')
    const id = before.session.account?.id ?? ''
    await choose(before, { quiet: null })
    await submit(author, { title: '在此之前', cosigners: [id] })
    await until('the task', () => before.inbox.tasks.length === 1)
    begin(before)
    await until('the first look', () => before.settings.settings.announced !== undefined)
    await before.settings.update({ notifications: false })
    await submit(author, { title: '静默', cosigners: [id] })
    await until('the second task', () => before.inbox.tasks.length === 2)
    expect(before.machine.notices).toEqual([])
  })
})
