import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { bootServer } from '../support/server/boot.ts'
import { person, proposal, type Desk } from '../support/server/desk.ts'
import { openHall, type Hall } from '../support/server/hall.ts'
import { until } from '../support/server/until.ts'

const DAY = 24 * 60 * 60_000
const PARKING = {
  title: '关于缓解杨梅桥社区停车难的提案',
  situation: '杨梅桥社区夜间停车难，车辆占用消防通道，居民与物业多次发生纠纷。周边单位的车位晚间大多空置。',
  suggestions: ['由街道牵头，与周边单位商定车位错时共享停车', '由城管部门统一收费管理'],
  category: 'transport',
}
const ELSEWHERE = {
  title: '关于状元坊一带停车的建议',
  situation: '状元坊老旧小区车位不足，私家车停满道路两侧，公交车难以通行。',
  suggestions: ['开放学校操场地下车库，推行夜间共享停车'],
  category: 'transport',
}
const CANTEEN = {
  title: '关于老年食堂送餐的提案',
  situation: '老年食堂送餐过晚，饭菜偏硬，独居老人意见较多。',
  suggestions: ['调整送餐路线，增加软食'],
  category: 'elderly',
}
const asked = ({ title, situation, suggestions }: typeof PARKING) => ({
  title,
  text: [situation, ...suggestions].join('\n'),
})

describe.each(['memory', 'sqlite'] as const)('comparing and counting (%s)', (store) => {
  let hall: Hall
  let author: Desk
  let other: Desk
  let outsider: Desk
  let moderator: Desk
  const ids = { parking: v7(), elsewhere: v7(), canteen: v7(), secret: v7(), clue: v7() }
  beforeAll(async () => {
    hall = await openHall([], { store })
    // far from long holidays, which would move the amber light
    hall.now = Date.parse('2026-03-02T02:00:00Z')
    ;[author, other, outsider, moderator] = (await Promise.all(
      ['member', 'member2', 'unit', 'moderator'].map((name) => hall.desk(name)),
    )) as [Desk, Desk, Desk, Desk]
    const submit = (desk: Desk, id: string, text: object, open = true) =>
      hall.must(desk, id, 'proposal.submit', { ...proposal(text), form: 'individual', open })
    await submit(author, ids.parking, PARKING)
    await submit(author, ids.elsewhere, ELSEWHERE)
    await submit(other, ids.canteen, CANTEEN)
    await submit(other, ids.secret, { ...PARKING, title: '关于某单位车位的提案' }, false)
    await hall.must(author, ids.clue, 'suggestion.submit', {
      text: '晚上停车难，单位车位能不能共享？',
      region: 'zj-lj-wc',
    })
  })
  afterAll(() => hall.stop())

  const similar = async (
    desk: Desk,
    body: { title: string; text: string; kind?: 'proposal' | 'suggestion'; limit?: number },
  ) => (await desk.ask('matters:similar', body)).items
  const found = async (...args: Parameters<typeof similar>) => (await similar(...args)).map(({ summary }) => summary.id)

  it('[TX7] [SM1] the same proposal comes first, then others on the theme, then the rest, each with why', async () => {
    const items = await similar(outsider, { ...asked(PARKING), kind: 'proposal' })
    expect(items.map(({ summary }) => summary.id)).toEqual([ids.parking, ids.elsewhere, ids.canteen])
    expect(items[0]?.score).toBeGreaterThanOrEqual(0.9)
    expect(items[1]?.score).toBeGreaterThan(2 * (items[2]?.score ?? 1))
    expect(items[1]?.shared).toContain('停车')
    expect(items[0]?.summary).toMatchObject({ title: PARKING.title, status: 'submitted', kind: 'proposal' })
    expect(await found(outsider, { ...asked(PARKING), limit: 1 })).toEqual([ids.parking])
    expect(await found(outsider, { title: '停车共享', text: '', kind: 'suggestion' })).toEqual([ids.clue])
    expect(await found(outsider, { title: '', text: '，。！' })).toEqual([])
  })

  it('[SM2] what one may not see is not offered, and takes no place', async () => {
    for (const desk of [author, outsider]) expect(await found(desk, asked(PARKING))).not.toContain(ids.secret)
    expect((await similar(outsider, { ...asked(PARKING), limit: 3, kind: 'proposal' })).length).toBe(3)
    for (const desk of [other, moderator]) expect((await found(desk, asked(PARKING))).slice(0, 2)).toContain(ids.secret)
  })

  it('[SM3] a revision is compared as it now stands', async () => {
    const matter = v7()
    const text = { title: '关于河道保洁的提案', situation: '河道有漂浮物，气味难闻。', suggestions: ['每日打捞'] }
    await hall.must(author, matter, 'proposal.submit', { ...proposal(text), form: 'individual', open: true })
    expect((await found(outsider, { title: text.title, text: text.situation }))[0]).toBe(matter)
    await hall.must(author, matter, 'proposal.revise', proposal({ ...CANTEEN, title: '关于助餐的提案' }))
    const [first] = await similar(outsider, { title: text.title, text: text.situation })
    expect(first?.summary.id === matter && (first?.score ?? 0) > 0.3, 'its old text is not found').toBe(false)
    expect(await found(outsider, asked({ ...CANTEEN, category: '' } as typeof PARKING))).toContain(matter)
    await hall.must(author, matter, 'proposal.withdraw')
  })

  it('[CN1] statistics count what the asker may see, by stage, category, region, sector and unit, in a period', async () => {
    const of = async (desk: Desk, period: { from?: number; to?: number } = {}) =>
      desk.ask('proposals:statistics', period)
    const [seen, all] = [await of(outsider), await of(moderator)]
    expect([seen.all.submitted, all.all.submitted]).toEqual([4, 5])
    expect(Object.keys(seen.groups).sort()).toEqual(['category', 'region', 'sector', 'status', 'unit'])
    const keys = (group: keyof typeof seen.groups) =>
      seen.groups[group]?.map(({ key, submitted }) => `${key} ${submitted}`)
    expect(keys('status')).toEqual(['submitted 3', 'withdrawn 1'])
    expect(keys('sector')).toEqual(['education 3', 'medicine 1'])
    expect(keys('unit')).toEqual([])
    hall.now += 10 * DAY
    const later = v7()
    await hall.must(author, later, 'proposal.submit', { ...proposal(), form: 'individual', open: true })
    await hall.must(moderator, later, 'proposal.file', { category: 'city' })
    expect((await of(moderator, { from: hall.now })).all).toMatchObject({ submitted: 1, filed: 1, answered: 0 })
    expect((await of(moderator, { to: hall.now })).all).toMatchObject({ submitted: 5, filed: 0 })
    expect((await of(moderator)).groups.category).toContainEqual(expect.objectContaining({ key: 'city', filed: 1 }))
  })

  it('[SV14] a due date has a light: green, amber within five working days, red when it is past', async () => {
    const matter = v7()
    const start = hall.now
    const due = start + 15 * DAY
    await hall.must(author, matter, 'proposal.submit', { ...proposal(), form: 'individual', open: true })
    await hall.must(moderator, matter, 'proposal.file', { category: 'city' })
    await hall.must(moderator, matter, 'proposal.assign', { lead: 'lj-chengguan', assisting: [], due })
    await hall.must(outsider, matter, 'proposal.accept-assignment')
    const light = async () => {
      const { items } = await outsider.ask('matters:list', { unit: 'lj-chengguan' })
      const { tasks } = await outsider.ask('inbox:list', {})
      const [similar] = (
        await outsider.ask('matters:similar', { title: proposal().title, text: proposal().situation, limit: 20 })
      ).items.filter(({ summary }) => summary.id === matter)
      const lights = [
        items.find(({ id }) => id === matter),
        tasks.find((task) => task.matter === matter)?.summary,
        similar?.summary,
      ]
      expect(new Set(lights.map((summary) => summary?.light)).size, 'the same everywhere').toBe(1)
      return lights[0]?.light
    }
    expect(await light()).toBe('green')
    hall.now = due - 2 * DAY
    expect(await light()).toBe('amber')
    hall.now = due + DAY
    expect(await light()).toBe('red')
    await until(
      () =>
        outsider
          .heard('matters:changed')
          .flatMap(({ items }) => items)
          .some(({ id, light }) => id === matter && light !== undefined),
      'facts have a light too',
    )
  })
})

describe('comparing after a restart', () => {
  it('[SM4] texts are taken in from the store; those of records from before are read and kept', async () => {
    const dataDir = await freshFolder()
    const first = await bootServer({ store: 'sqlite', dataDir, parts: { rateLimits: false } })
    const author = await person(first, 'member')
    const matters: string[] = []
    for (let i = 0; i < 23; i++) {
      const id = v7()
      const text = i === 7 ? PARKING : { title: `关于第${i}号路口的提案`, situation: `第${i}号路口没有红绿灯。` }
      await author.command(id, 'proposal.submit', { ...proposal(text), form: 'individual', open: true })
      matters.push(id)
    }
    await first.stop()
    const db = new DatabaseSync(path.join(dataDir, 'zx.sqlite'))
    // the first of all is the administrative record, which has no figures
    db.exec('DELETE FROM features WHERE matter IN (3, 9, 22); DELETE FROM figures WHERE matter = 9')
    db.close()

    const second = await bootServer({ store: 'sqlite', dataDir })
    const reader = await person(second, 'unit')
    const ask = async () => (await reader.ask('matters:similar', { ...asked(PARKING), limit: 1 })).items[0]?.summary.id
    await until(async () => (await ask()) === matters[7], 'it is found again')
    await until(async () => {
      const { items } = await second.store.derived({ limit: 100 })
      return items.every(({ features }) => features) && items.filter(({ figures }) => figures).length === 23
    }, 'what was missing has been added')
    expect((await reader.ask('proposals:statistics', {})).all.submitted).toBe(23)
    await second.stop()
  })
})
