import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { chinaDate } from '../../core/clock/calendar.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { picture } from '../support/files/made.ts'
import type { Desk } from '../support/server/desk.ts'
import { download, uploaded } from '../support/server/files.ts'
import { openHall, type Hall } from '../support/server/hall.ts'
import { answered, noon, RECORD, TOLD, YEAR, type Day } from '../support/server/supervision-year.ts'

/** The lines of a record: the day, the type, and for a clock its rule. */
function lines(events: readonly RecordEvent[]): string[] {
  return events.map(({ at, type, data }) =>
    [chinaDate(at), type, ...(type.startsWith('clock.') ? [(data as { rule: string }).rule] : [])].join(' '),
  )
}

/** A hall in which days go by as `live` says; everybody signs in anew each day, since sessions end. */
async function hallOfTheYear(store: 'memory' | 'sqlite') {
  const hall = await openHall([], { store })
  const [proposal, thread] = [v7(), v7()]
  const desks = new Map<string, Desk>()
  const desk = async (who: string) => {
    const known = desks.get(who)
    if (known) return known
    const fresh = await hall.desk(who)
    desks.set(who, fresh)
    return fresh
  }
  async function live({ date, acts }: Day): Promise<void> {
    hall.now = noon(date)
    for (const one of desks.values()) one.close()
    desks.clear()
    await hall.server.app.scheduler.tick()
    for (const [who, on, type, data] of acts) {
      hall.now += 1000
      await hall.must(await desk(who), on === 'thread' ? thread : proposal, type, data)
    }
    await hall.server.app.matters.drain()
  }
  const recordOf = async (matter: string) => {
    const events = await hall.server.store.events(matter, { after: 0, limit: 500 })
    expect(verifyRecord(matter, events).findings).toEqual([])
    return lines(events)
  }
  const tasks = async (who: string) => hall.tasks(await desk(who), thread)
  return { hall, proposal, thread, desk, live, recordOf, tasks }
}

describe.each(['memory', 'sqlite'] as const)('a year of a thread (%s)', (store) => {
  it('[SP19] has each warning, breach, task and turn in its record once', { timeout: 120_000 }, async () => {
    const { hall, proposal, thread, desk, live, recordOf, tasks } = await hallOfTheYear(store)
    for (const day of answered(proposal)) await live(day)
    expect(await tasks('unit3')).toEqual(['accept', 'fulfil 0'])
    expect(await tasks('moderator')).toEqual([])
    expect(await hall.tasks(await desk('moderator'), proposal), 'evaluations are waited for there').toEqual([])

    const asked: Record<string, Record<string, string[]>> = {
      '2026-03-10': { unit3: ['fulfil 0'] },
      '2026-03-27': { unit3: ['fulfil 0', 'report 0'] },
      '2026-06-02': { unit3: ['fulfil 0', 'report 0', 'respond 0'], moderator: [] },
      '2026-06-04': { unit3: ['fulfil 0', 'report 0'], moderator: ['extension 0'] },
      '2026-06-08': { moderator: [] },
      '2026-09-09': { unit3: ['fulfil 0', 'report 0', 'respond 0'], moderator: [] },
      '2026-09-14': { unit3: [], member: ['verify 0'], member2: ['verify 0'] },
      '2026-09-29': { unit3: ['fulfil 0'], member: [] },
      '2026-10-22': { unit3: [], moderator: ['close'] },
      '2026-10-23': { moderator: [], member: ['rate'], member2: ['rate'] },
      '2026-10-26': { member: [], member2: ['rate'] },
    }
    for (const day of YEAR) {
      await live(day)
      for (const [who, expected] of Object.entries(asked[day.date] ?? {}))
        expect(await tasks(who), `${who} on ${day.date}`).toEqual(expected)
    }
    expect(await recordOf(thread)).toEqual(RECORD)
    const told = (await recordOf(proposal)).filter((line) => /supervised|passed-on/.test(line))
    expect(told).toEqual(TOLD)
    for (const who of ['member', 'member2', 'moderator', 'unit3']) expect(await tasks(who), who).toEqual([])
    expect(await hall.tasks(await desk('moderator'), proposal), 'the promise is looked back upon once').toEqual([
      'close',
    ])

    const heard = await hall.told(await desk('representative'), thread)
    expect(
      heard.filter((type) => type === 'progress.reported'),
      'who follows hears of each turn once',
    ).toHaveLength(2)
    const overdue = await hall.told(await desk('moderator'), thread)
    expect(overdue.filter((type) => type === 'clock.breached')).toHaveLength(6)
    await hall.stop()
  })
})

describe('who sees a thread', () => {
  const day = async (hall: Hall, more: object = {}) => {
    hall.now = noon('2026-03-02')
    const [moderator, member, unit, outsider] = await Promise.all(
      ['moderator', 'member', 'unit3', 'member9'].map((name) => hall.desk(name)),
    )
    const thread = v7()
    await hall.must(moderator!, thread, 'supervision.open', {
      title: '电梯维保承诺的监督',
      subject: '某小区电梯维保不到位。',
      unit: 'lj-zhujian',
      supervisors: [member!.account.id],
      commitments: [{ id: 'c1', text: '签订维保合同', unit: 'lj-zhujian', due: noon('2026-06-01') }],
      ...more,
    })
    return { thread, moderator: moderator!, member: member!, unit: unit!, outsider: outsider! }
  }

  it('[SP1] one that is not open does not exist for outsiders: in no list, search, likeness, count or notice', async () => {
    const hall = await openHall()
    const { thread, outsider, member, unit, moderator } = await day(hall, { open: false })
    const unseen = { ok: false, refusal: { code: 'not-found', details: { reason: 'unknown-matter' } } }
    expect(await outsider.request('matter:open', { matter: thread })).toMatchObject(unseen)
    expect(await outsider.command(thread, 'supervision.observe', { text: '?' })).toMatchObject(unseen)
    const total = async (desk: Desk, more: object = {}) =>
      (await desk.ask('matters:list', { kind: 'supervision', ...more })).total
    for (const more of [{}, { text: '电梯维保' }, { unit: 'lj-zhujian' }, { needsMe: true }, { mine: true }])
      expect(await total(outsider, more), JSON.stringify(more)).toBe(0)
    const alike = { title: '电梯维保承诺的监督', text: '某小区电梯维保不到位。' }
    expect((await outsider.ask('matters:similar', alike)).items).toEqual([])
    expect((await member.ask('matters:similar', alike)).items).toHaveLength(1)
    for (const desk of [member, unit, moderator]) expect(await total(desk), desk.account.username).toBe(1)
    expect(await hall.told(member, thread)).toEqual(['supervision.opened'])
    expect(await hall.told(unit, thread)).toEqual(['supervision.opened'])
    expect(await hall.told(outsider, thread)).toEqual([])
    await hall.stop()
  })

  it('[TH2] a list is narrowed to a light, as it is when it is asked for', async () => {
    const hall = await openHall()
    const due = noon('2026-03-20')
    const commitments = [{ id: 'c1', text: '签订维保合同', unit: 'lj-zhujian', due }]
    const { thread, outsider } = await day(hall, { commitments })
    const lit = async () => {
      const found: string[] = []
      for (const light of ['green', 'amber', 'red'] as const)
        for (const item of (await outsider.ask('matters:list', { kind: 'supervision', light })).items) {
          expect(item.id).toBe(thread)
          expect(item.light, 'the light that the row itself shows').toBe(light)
          found.push(light)
        }
      return found
    }
    expect(await lit()).toEqual(['green'])
    hall.now = noon('2026-03-17')
    expect(await lit()).toEqual(['amber'])
    hall.now = noon('2026-03-21')
    expect(await lit()).toEqual(['red'])
    await hall.stop()
  })

  it('[SP13] an open one is followed by anybody, who is then told of its turns', async () => {
    const hall = await openHall()
    const { thread, outsider, unit, member } = await day(hall)
    await hall.must(unit, thread, 'progress.report', { commitment: 'c1', text: '正在招标' })
    expect(await hall.told(outsider, thread)).toEqual([])
    await hall.must(outsider, thread, 'supervision.follow')
    await hall.must(unit, thread, 'progress.report', { commitment: 'c1', text: '已签合同' })
    expect(await hall.told(outsider, thread)).toEqual(['progress.reported'])
    await hall.must(outsider, thread, 'supervision.unfollow')
    await hall.must(unit, thread, 'commitment.claim-done', { commitment: 'c1', text: '合同已生效' })
    expect(await hall.told(outsider, thread), 'and no longer of what comes then').not.toContain(
      'commitment.claimed-done',
    )
    expect(await hall.told(member, thread)).toContain('commitment.claimed-done')
    expect((await outsider.ask('matters:list', { kind: 'supervision', text: '维保' })).items).toMatchObject([
      { kind: 'supervision', status: 'open', unit: 'lj-zhujian', region: 'zj-lj' },
    ])
    await hall.stop()
  })
})

describe('evidence and origins on the server', () => {
  it('[SP4] pictures before and after are read by who may see the thread, and by nobody else', async () => {
    const { hall, thread, desk } = await hallOfTheYear('memory')
    hall.now = noon('2026-03-02')
    const [moderator, unit, member, outsider] = [
      await desk('moderator'),
      await desk('unit3'),
      await desk('member'),
      await desk('member9'),
    ]
    await hall.must(moderator, thread, 'supervision.open', {
      title: '路面修复承诺的监督',
      subject: '承诺修复路面。',
      unit: 'lj-zhujian',
      supervisors: [member.account.id],
      commitments: [{ id: 'c1', text: '修复路面', unit: 'lj-zhujian', due: noon('2026-06-01') }],
      open: false,
    })
    const sender = (who: Desk) => ({ url: hall.server.url, token: who.token })
    const [before, after] = [
      await uploaded(sender(unit), '前.png', await picture('png', 8, 8)),
      await uploaded(sender(unit), '后.png', await picture('png', 9, 9)),
    ]
    const report = {
      commitment: 'c1',
      text: '路面已修复',
      attachments: [before.sha256, after.sha256],
      pairs: [{ before: before.sha256, after: after.sha256 }],
    }
    expect(await hall.refused(unit, thread, 'progress.report', { ...report, attachments: [before.sha256] })).toBe(
      'not-a-pair',
    )
    await hall.must(unit, thread, 'progress.report', report)
    expect((await download(sender(member), after.sha256)).status).toBe(200)
    expect((await download(sender(outsider), after.sha256)).status).toBe(404)
    await hall.stop()
  })

  it('[SP1] of two threads opened from one promise at once, one is', async () => {
    const { hall, proposal, desk, live } = await hallOfTheYear('sqlite')
    const [before, opening] = answered(proposal)
    await live(before!)
    const moderator = await desk('moderator')
    const [, , type, data] = opening!.acts[0]!
    const replies = await Promise.all(Array.from({ length: 4 }, () => moderator.command(v7(), type, data)))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    for (const reply of replies)
      if (!reply.ok) expect(reply.refusal.details).toMatchObject({ reason: 'supervised-already' })
    await hall.server.app.matters.drain()
    const { state } = await moderator.ask('matter:open', { matter: proposal })
    expect(state.supervised).toHaveLength(1)
    await hall.stop()
  })
})
