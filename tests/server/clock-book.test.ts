import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import { COMMITTEE_ID } from '../../core/committee/state.ts'
import { chinaDate } from '../../core/clock/calendar.ts'
import type { ClockSettings } from '../../core/clock/settings.ts'
import { Unavailable, type Store } from '../../server/store/contract.ts'
import { createMemoryStore } from '../../server/store/memory/store.ts'
import { openSqliteStore } from '../../server/store/sqlite/store.ts'
import { freshFolder } from '../support/folder.ts'
import { submit, type Desk } from '../support/server/desk.ts'
import { PASSWORD } from '../support/server/boot.ts'
import { openHall, type Hall } from '../support/server/hall.ts'
import { until } from '../support/server/until.ts'

const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`)
const free = (...days: string[]): ClockSettings => ({
  rules: [],
  days: days.map((day) => ({
    ...{ day, work: false, name: '机关活动日', from: noon('2026-03-03') },
    ...{ by: 'administrator', reason: '全员培训' },
  })),
})

async function assigned(hall: Hall, author: Desk, moderator: Desk, unit: Desk): Promise<string> {
  const { matter } = await submit(author)
  await hall.must(moderator, matter, 'proposal.file', { category: 'city' })
  const data = { lead: unit.account.unit, assisting: [], due: noon('2026-06-02') }
  await hall.must(moderator, matter, 'proposal.assign', data)
  return matter
}

const acceptDue = async (desk: Desk) =>
  (await desk.ask('inbox:list', {})).tasks.filter(({ kind }) => kind === 'accept').map(({ due }) => chinaDate(due ?? 0))

describe.each(['memory', 'sqlite'] as const)('the clock book of a server over %s', (kind) => {
  let hall: Hall | undefined
  afterEach(() => hall?.stop())
  const desks = async (): Promise<[Desk, Desk, Desk]> => {
    hall!.now = noon('2026-03-02')
    return [await hall!.desk('member'), await hall!.desk('moderator'), await hall!.desk('unit')]
  }

  it('[SC7] another calendar moves what waits, is told to everybody, and breaches once at the new end', async () => {
    hall = await openHall([], { store: kind })
    const [author, moderator, unit] = await desks()
    const matter = await assigned(hall, author, moderator, unit)
    expect(await acceptDue(unit)).toEqual(['2026-03-09'])
    hall.now = noon('2026-03-03')
    await hall.server.app.clockBook.put(free('2026-03-05', '2026-03-06'))
    await hall.server.app.scheduler.tick()
    expect(await acceptDue(unit)).toEqual(['2026-03-11'])
    await until(() => author.heard('committee:changed').length > 0, 'everybody is told')
    expect(hall.server.app.clockBook.settings().days).toHaveLength(2)
    for (const date of ['2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13']) {
      hall.now = noon(date)
      await hall.server.app.scheduler.tick()
      await hall.server.app.clockBook.put(free('2026-03-05', '2026-03-06', date))
    }
    await hall.server.app.scheduler.tick()
    const said = (await hall.server.store.events(matter, { after: 0, limit: 99 })).filter(
      ({ type, data }) => type === 'clock.breached' && (data as { rule: string }).rule === 'proposal.refuse',
    )
    expect(said.map(({ at }) => chinaDate(at))).toEqual(['2026-03-13'])
  })

  it('[SC7] [CK21] what the administrator sets holds: a day for every clock, a rule for those that begin later', async () => {
    // from the beginning: an event of the administrative record is never older than the one before
    const time = { now: noon('2026-03-02') }
    hall = await openHall([], { store: kind, parts: { clock: () => time.now } })
    const [author, moderator, unit] = await desks()
    const admin = await hall.desk('admin')
    await assigned(hall, author, moderator, unit)
    const { server } = hall
    time.now += 3_600_000
    const confirmed = await fetch(`${server.url}/api/session/confirm`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${admin.token}` },
      body: JSON.stringify({ password: PASSWORD }),
    })
    expect(confirmed.status).toBe(200)
    const text = '承办单位应当自收到交办之日起十个工作日内说明理由退回。'
    const rule = {
      rule: 'proposal.refuse',
      length: { workdays: 10 },
      warning: { workdays: 3 },
      text,
      reason: '全会决定',
    }
    await hall.must(admin, COMMITTEE_ID, 'clock.set-rule', { ...rule, confirm: '接收或退办' })
    const day = { day: '2026-03-05', work: false, name: '机关活动日', reason: '全员培训' }
    await hall.must(admin, COMMITTEE_ID, 'clock.set-day', day)
    await until(() => server.app.clockBook.settings().days.length === 1, 'the book has it')
    await server.app.scheduler.tick()
    expect(await acceptDue(unit), 'one working day fewer, by the rule of its time').toEqual(['2026-03-10'])
    time.now += 3_600_000
    await assigned(hall, author, moderator, unit)
    expect((await acceptDue(unit)).toSorted(), 'by the new rule').toEqual(['2026-03-10', '2026-03-17'])
  })

  it('[SC7] another calendar moves the lights of the board', async () => {
    hall = await openHall([], { store: kind })
    const [supervisor, moderator, unit] = await desks()
    const matter = v7({ msecs: hall.now })
    await hall.must(moderator, matter, 'supervision.open', {
      title: '河道长效保洁',
      subject: '河道清了又脏',
      unit: unit.account.unit,
      supervisors: [supervisor.account.id],
      commitments: [{ id: 'c1', text: '每周两次保洁', unit: unit.account.unit, due: noon('2026-03-31') }],
    })
    const warns = async () => {
      const { items } = await moderator.ask('supervision:board', {})
      return items.map(({ warnsAt }) => chinaDate(warnsAt ?? 0))
    }
    const [before] = await warns()
    await hall.server.app.clockBook.put(free('2026-03-26', '2026-03-27'))
    await hall.server.app.scheduler.tick()
    const [after] = await warns()
    expect([before, after]).toEqual(['2026-03-24', '2026-03-20'])
  })

  it('[SC7] what a run left half done the next one finishes, and the settings last', async () => {
    const folder = await freshFolder()
    const memory = createMemoryStore()
    const open = (): Store =>
      kind === 'memory'
        ? { ...memory, close: () => Promise.resolve() }
        : openSqliteStore({ file: `${folder}/zx.sqlite` })
    const store = open()
    hall = await openHall([], {
      store: { ...store, rouse: () => Promise.reject(new Unavailable('the disk is full')) },
      dataDir: folder,
    })
    const [author, moderator, unit] = await desks()
    await assigned(hall, author, moderator, unit)
    await expect(hall.server.app.clockBook.put(free('2026-03-05'))).rejects.toThrow('the disk is full')
    await hall.server.app.scheduler.tick()
    expect(await acceptDue(unit), 'not looked at yet').toEqual(['2026-03-09'])
    await hall.stop()
    hall = await openHall([], { store: open(), dataDir: folder })
    hall.now = noon('2026-03-04')
    await hall.server.app.scheduler.tick()
    expect(await acceptDue(await hall.desk('unit'))).toEqual(['2026-03-10'])
  })

  it('[SC7] a server takes up what another one on the same store has put', async () => {
    const folder = await freshFolder()
    const memory = createMemoryStore()
    const open = () =>
      kind === 'memory'
        ? { ...memory, close: () => Promise.resolve() }
        : openSqliteStore({ file: `${folder}/zx.sqlite` })
    hall = await openHall([], { store: open(), dataDir: folder })
    const other = await openHall([], { store: open(), dataDir: folder })
    try {
      const [author, moderator, unit] = await desks()
      await assigned(hall, author, moderator, unit)
      await other.server.app.clockBook.put(free('2026-03-05'))
      await hall.server.app.scheduler.tick()
      expect(await acceptDue(unit)).toEqual(['2026-03-10'])
      expect(hall.server.app.clockBook.settings().days.map(({ day }) => day)).toEqual(['2026-03-05'])
    } finally {
      await other.stop()
    }
  })

  it('[SC8] [CK25] why and what is due are answered to those who see the matter', async () => {
    hall = await openHall([], { store: kind })
    const [author, moderator, unit] = await desks()
    const matter = await assigned(hall, author, moderator, unit)
    const { clocks } = await author.ask('matter:clocks', { matter })
    expect(clocks.map(({ rule, due, final }) => [rule.id, chinaDate(due), final])).toEqual([
      ['proposal.refuse', '2026-03-09', true],
      ['proposal.answer', '2026-06-02', true],
    ])
    expect(clocks[0]!.days.at(-1)).toMatchObject({ date: '2026-03-09', n: 5 })
    const week = { to: noon('2026-03-15') }
    const due = (desk: Desk, more: object = {}) =>
      desk
        .ask('due:list', { ...week, ...more })
        .then(({ items }) => items.map(({ kind: what, for: whom, others, mine }) => [what, whom, others, mine]))
    const address = `unit:${unit.account.unit}`
    expect(await due(unit)).toEqual([['accept', [address], 0, true]])
    expect(await due(moderator)).toEqual([['accept', [address], 0, false]])
    expect(await due(author, { own: true }), 'it concerns the author').toEqual([['accept', [address], 0, false]])
    expect(await due(await hall.desk('member2'), { own: true }), 'and nobody else by name').toEqual([])
    expect(await due(moderator, { from: noon('2026-03-12') })).toEqual([])
  })

  it('[CK25] of others only how many they are, and what waits by no rule only for oneself', async () => {
    hall = await openHall([], { store: kind })
    const [author, moderator, unit] = await desks()
    const matter = await assigned(hall, author, moderator, unit)
    const { store } = hall.server
    const { tail } = (await store.load(matter))!
    const other = await hall.desk('member2')
    const when = { since: noon('2026-03-02'), due: noon('2026-03-05'), warnsAt: noon('2026-03-04') }
    const to = (desk: Desk) => `account:${desk.account.id}`
    const seq = tail.at(-1)!.seq
    const waiting = [
      { address: to(author), kind: 'evaluate' as const, ...when, rule: 'proposal.evaluate' },
      { address: to(other), kind: 'evaluate' as const, ...when, rule: 'proposal.evaluate' },
      { address: to(other), kind: 'vote' as const, ...when },
    ]
    expect(await store.settleWake(matter, { seq, waiting })).toBe(true)
    const seen = async (desk: Desk) =>
      (await desk.ask('due:list', { to: noon('2026-03-09') })).items.map(({ kind: what, for: whom, others }) => [
        what,
        whom,
        others,
      ])
    expect(await seen(author)).toEqual([['evaluate', [to(author)], 1]])
    expect(await seen(moderator)).toEqual([['evaluate', [], 2]])
    expect(await seen(other)).toEqual([
      ['evaluate', [to(other)], 1],
      ['vote', [to(other)], 0],
    ])
  })
})
