import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import type { Account } from '../../core/people/roles.ts'
import { dayEnd, dayOf } from '../../core/clock/calendar.ts'
import type { Board } from '../../core/supervision/board.ts'
import type { Desk } from '../support/server/desk.ts'
import { openHall, type Hall } from '../support/server/hall.ts'

const DAY = 24 * 60 * 60_000
const OUTSIDER: Account = {
  id: '01989680-0000-7000-8000-000000000901',
  username: 'outsider',
  name: '外人',
  roles: ['administrator'],
}
let hall: Hall | undefined
afterEach(() => hall?.stop())

/** A hall with two threads: one open to all, of two units, and one among those it concerns only. */
async function withThreads(store: 'memory' | 'sqlite') {
  const opened = (hall = await openHall([OUTSIDER], { store }))
  const desk = async (who: string) => opened.desk(who)
  const [moderator, member, member2] = await Promise.all(['moderator', 'member', 'member2'].map(desk))
  if (!moderator || !member || !member2) throw new Error('nobody came')
  const due = (days: number) => dayEnd(dayOf(opened.now + days * DAY))
  const [open, closed] = [v7(), v7()]
  const said = { subject: '承诺在先，逐条核对。', supervisors: [member.account.id] }
  await opened.must(moderator, open, 'supervision.open', {
    ...{ ...said, title: '路灯的监督', unit: 'lj-chengguan' },
    commitments: [
      { id: 'a', text: '修好路灯', unit: 'lj-chengguan', due: due(2) },
      { id: 'b', text: '补种行道树', unit: 'lj-jiaoyu', due: due(60) },
    ],
  })
  await opened.must(moderator, closed, 'supervision.open', {
    ...{ ...said, title: '补贴的监督', unit: 'lj-jiaoyu', open: false },
    commitments: [{ id: 'c', text: '补贴到账', unit: 'lj-jiaoyu', due: due(60) }],
  })
  const board = async (who: Desk, data: object = {}) => (await who.ask('supervision:board', data)) as Board
  return { hall: opened, desk, moderator, member, member2, open, closed, board }
}

describe.each(['memory', 'sqlite'] as const)('the board (%s)', (store) => {
  it('[BD1] counts what its reader may see, and is refused to everyone whose it is not', async () => {
    const { desk, moderator, member, member2, board } = await withThreads(store)
    const counted = async (who: Desk, data: object = {}) => {
      const { all, units, items } = await board(who, data)
      const keys = units.map(({ key }) => key).sort()
      return [
        all.threads,
        all.commitments,
        keys.join(),
        items
          .map(({ text }) => text)
          .sort()
          .join(),
      ]
    }
    const whole = [2, 3, 'lj-chengguan,lj-jiaoyu', '修好路灯,补种行道树,补贴到账']
    expect(await counted(moderator)).toEqual(whole)
    expect(await counted(member), 'a supervisor of both').toEqual(whole)
    expect(await counted(member2), 'nobody to the one that is not open').toEqual([
      1,
      2,
      'lj-chengguan,lj-jiaoyu',
      '修好路灯,补种行道树',
    ])
    expect(await counted(moderator, { unit: 'lj-chengguan' })).toEqual([1, 1, 'lj-chengguan', '修好路灯'])
    const [unit, unit2, unit3] = [await desk('unit'), await desk('unit2'), await desk('unit3')]
    const own = [1, 1, 'lj-chengguan', '修好路灯']
    expect(await counted(unit)).toEqual(own)
    expect(await counted(unit, { unit: 'lj-jiaoyu' }), 'whatever it asks for').toEqual(own)
    expect(await counted(unit2)).toEqual([2, 2, 'lj-jiaoyu', '补种行道树,补贴到账'])
    expect(await counted(unit3)).toEqual([0, 0, '', ''])
    for (const who of ['representative', 'outsider']) {
      const reply = await (await desk(who)).request('supervision:board', {})
      expect(reply, who).toMatchObject({ ok: false, refusal: { code: 'forbidden', details: { rule: 'BD1' } } })
      expect(JSON.stringify(reply), 'nor does the refusal tell anything').not.toMatch(/路灯|行道树|补贴|lj-/)
    }
    const wrong = await member2.request('supervision:board', { unit: '*' } as never)
    expect(wrong).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
  })

  it('[BD2][BD3] follows every command at once, and time by itself', async () => {
    const { hall: opened, desk, moderator, member, open, board } = await withThreads(store)
    const unit = await desk('unit')
    const row = async () => (await board(moderator, { unit: 'lj-chengguan' })).all
    const lights = async () => {
      const { green, amber, red, grey } = await row()
      return [green, amber, red, grey].join()
    }
    expect(await lights()).toBe('0,1,0,0')
    await opened.must(unit, open, 'progress.report', { commitment: 'a', text: '换了一半', percent: 50 })
    expect((await board(unit)).items).toMatchObject([{ item: 0, light: 'amber', percent: 50 }])
    opened.now += 4 * DAY
    expect(await lights(), 'time alone').toBe('0,0,1,0')
    await opened.must(moderator, open, 'supervision.remind', { commitment: 'a', text: '请抓紧' })
    expect((await board(unit)).items[0]?.remindedAt).toBe(opened.now)
    await opened.must(unit, open, 'commitment.claim-done', { commitment: 'a', text: '全亮了' })
    expect([await lights(), (await row()).ripe, (await row()).claimed, (await row()).kept]).toEqual([
      '0,0,0,1',
      1,
      1,
      0,
    ])
    await opened.must(member, open, 'commitment.verify', { commitment: 'a', verdict: 'partly', text: '还有两盏' })
    expect([await lights(), (await row()).claimed, (await row()).kept]).toEqual(['0,0,1,0', 1, 0])
    await opened.must(member, open, 'commitment.verify', { commitment: 'a', verdict: 'done', text: '都亮了' })
    expect(await row()).toMatchObject({ green: 0, amber: 0, red: 0, grey: 0, ripe: 1, claimed: 1, kept: 1 })
    expect((await row()).medianDays).toBeCloseTo(4, 1)
    expect((await board(unit)).items).toEqual([])
  })
})

it('[BD6] the figures are there again after a restart', async () => {
  const { hall: opened, moderator, board } = await withThreads('sqlite')
  const before = await board(moderator)
  const again = await openHall([OUTSIDER], { store: opened.server.store, dataDir: opened.server.dataDir })
  again.now = opened.now
  const fresh = await again.desk('moderator')
  expect(await board(fresh)).toEqual(before)
  fresh.close()
  await again.server.app.close()
})
