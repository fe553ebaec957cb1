import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { facts, type FactName } from '../../core/wire/facts.ts'
import type { Account } from '../../core/people/roles.ts'
import { freshFolder } from '../support/folder.ts'
import { download, uploaded } from '../support/server/files.ts'
import { picture } from '../support/files/made.ts'
import { submit, type Desk } from '../support/server/desk.ts'
import { openHall, type Hall } from '../support/server/hall.ts'
import { until } from '../support/server/until.ts'

const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`)
const DAY = 24 * 3_600_000
const clerk: Account = {
  id: '01989680-0000-7000-8000-0000000000dd',
  username: 'zhujian2',
  name: '姚晨',
  roles: ['unit'],
  unit: 'lj-zhujian',
}
const neighbour: Account = {
  id: '01989680-0000-7000-8000-0000000000de',
  username: 'neighbour',
  name: '邻居',
  roles: ['representative'],
  region: 'zj-lj-wc-dt-ym',
}
/** What a member of the field, an outsider and everybody later must not find where it does not belong. */
const SECRET = '我丈夫去年中风，家里欠了外债'
const POST = {
  title: '老人护理补贴怎么申请',
  details: `${SECRET}，想申请护理补贴。`,
  category: 'elderly',
  region: 'zj-lj-wc-dt-ym',
  sectors: ['medicine'],
}
const DRAFT = { title: '失能老人护理补贴', question: '中风后如何申请护理补贴？', answer: '凭评估到街道窗口申请。' }
const unseen = { ok: false, refusal: { code: 'not-found', details: { reason: 'unknown-matter' } } }

describe.each(['memory', 'sqlite'] as const)('the privacy of a micro-service (%s)', (store) => {
  let hall: Hall
  let asker: Desk
  let helper: Desk
  let outsider: Desk
  let moderator: Desk
  let unit: Desk
  let clerkDesk: Desk
  let outsiders: Desk[]
  let service: string

  beforeEach(async () => {
    hall = await openHall([clerk, neighbour], { store })
    hall.now = noon('2026-03-02')
    // member2 is of medicine and of the district; member4 is of the district and of another field
    ;[asker, helper, outsider, moderator, unit, clerkDesk] = (await Promise.all(
      ['representative', 'member2', 'member4', 'moderator', 'unit3', 'zhujian2'].map((name) => hall.desk(name)),
    )) as [Desk, Desk, Desk, Desk, Desk, Desk]
    outsiders = [outsider, unit, await hall.desk('neighbour'), await hall.desk('admin')]
    service = v7()
    await hall.must(asker, service, 'service.post', POST)
  })
  afterEach(() => hall.stop())

  /** All that one can get out of the server about the request or its words, as one text; only refusals for an outsider. */
  async function everything(desk: Desk): Promise<string> {
    const found: unknown[] = []
    for (const more of [
      {},
      { kind: 'service' },
      { text: '护理补贴' },
      { text: '中风' },
      { mine: true },
      { needsMe: true },
      { category: 'elderly' },
      { region: 'zj-lj-wc-dt' },
      { region: 'zj-lj-wc-dt-ym', exactRegion: true },
      { unit: 'lj-zhujian' },
      { status: ['open', 'claimed', 'resolved', 'closed'] },
      { from: 0, to: noon('2027-01-01') },
    ]) {
      const list = await desk.ask('matters:list', more as object)
      found.push(list.items, list.items.length === list.total ? '' : 'COUNTS MORE THAN IT LISTS')
    }
    for (const kind of [undefined, 'service'] as const)
      found.push(
        await desk.ask('matters:similar', { title: POST.title, text: POST.details, ...(kind ? { kind } : {}) }),
      )
    for (const body of [{ matter: service }, { matter: service, since: 0 }]) {
      found.push(await desk.request('matter:open', body))
      found.push(await desk.request('matter:history', { matter: service }))
    }
    found.push(await desk.request('matter:checkpoint', { matter: service }))
    found.push(await desk.request('presence:set', { matter: service, typing: true }))
    found.push(await desk.ask('proposals:statistics', {}))
    const inbox = await desk.ask('inbox:list', { limit: 100 })
    found.push(inbox)
    found.push((Object.keys(facts) as FactName[]).map((name) => desk.heard(name)))
    return JSON.stringify(found)
  }

  /** Carries it on to its answer, with a dialogue. */
  async function answered(): Promise<void> {
    await hall.must(helper, service, 'service.claim')
    await hall.must(helper, service, 'message.post', { text: '请问评估做过了吗？' })
    await hall.must(asker, service, 'message.post', { text: '还没有，医院说要排队。' })
    await hall.must(helper, service, 'service.resolve', { answer: '先到街道预约评估。' })
  }

  it('[HP2] does not exist for outsiders at any time: list, counts, search, likeness, history, notices, presence', async () => {
    const check = async (when: string) => {
      for (const desk of outsiders) {
        const text = await everything(desk)
        for (const word of [service, POST.title, '护理补贴', SECRET, '评估', 'COUNTS'])
          expect(text, `${desk.account.username} ${when}: ${word}`).not.toContain(word)
      }
      for (const desk of outsiders) {
        expect(await desk.request('matter:open', { matter: service }), when).toMatchObject(unseen)
        expect(await desk.request('matter:history', { matter: service }), when).toMatchObject(unseen)
        expect(await desk.request('matter:checkpoint', { matter: service }), when).toMatchObject(unseen)
        expect(await desk.request('presence:set', { matter: service, typing: true }), when).toMatchObject({ ok: false })
        expect(await desk.command(service, 'message.post', { text: '?' }), when).toMatchObject(unseen)
        expect(await desk.command(service, 'service.claim', {}), when).toMatchObject(unseen)
      }
    }
    await check('open')
    for (const desk of [asker, moderator]) await desk.ask('matter:open', { matter: service })
    await answered()
    await check('resolved')
    await hall.must(asker, service, 'service.rate', { score: 5, text: '很有帮助' })
    await check('closed')
    // who it is about has heard of all of it, so nothing is still to come to the others
    await until(
      () => asker.heard('matter:events').some(({ events }) => events.some(({ type }) => type === 'service.rated')),
      'the asker has heard of the end',
    )
    await check('afterwards')
    for (const desk of [asker, helper, moderator]) {
      const text = await everything(desk)
      for (const word of [service, POST.title, SECRET]) expect(text, desk.account.username).toContain(word)
    }
  })

  it('[HP3] shows its field the title until it is claimed, the details never, and then nothing', async () => {
    const second: Desk = await hall.desk('member4')
    await hall.must(moderator, service, 'service.offer', { sectors: ['medicine', 'science'] })
    const before = await everything(second)
    expect(before).toContain(POST.title)
    expect(before, 'the details are held').not.toContain(SECRET)
    expect(await hall.tasks(second, service)).toEqual(['claim'])
    await second.ask('matter:open', { matter: service })
    expect(await hall.refused(second, service, 'message.post', { text: '我来' })).toBe('not-participant')

    const replies = await Promise.all([helper, second].map((desk) => desk.command(service, 'service.claim', {})))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    const [winner, loser] = replies[0]!.ok ? [helper, second] : [second, helper]
    expect(replies.find(({ ok }) => !ok)).toMatchObject(unseen)
    await hall.must(asker, service, 'message.post', { text: '谢谢您愿意帮忙。' })
    expect(JSON.stringify(await winner.ask('matter:open', { matter: service }))).toContain(SECRET)
    await until(() => asker.heard('inbox:changed').length > 0, 'the asker has been told')
    expect(await hall.tasks(loser, service)).toEqual([])
    expect(await hall.told(loser, service)).toEqual([])
    const after = await everything(loser)
    for (const word of [SECRET, '谢谢您愿意帮忙'])
      expect(after, `${loser.account.username} lost the race`).not.toContain(word)
    expect((await loser.ask('matters:list', { kind: 'service' })).total).toBe(0)
    expect(await loser.request('matter:open', { matter: service })).toMatchObject(unseen)
  })

  it('[HP2] its words weigh in no likeness of others', async () => {
    const author = await hall.desk('member9')
    for (const title of ['老人护理补贴办法', '中风康复进社区', '路灯维修'])
      await submit(author, { title: `关于${title}的提案` })
    const scores = async () => {
      const { items } = await outsider.ask('matters:similar', { title: POST.title, text: POST.details, limit: 20 })
      return items.map(({ summary, score, shared }) => [summary.id, score, shared] as const)
    }
    const before = await scores()
    expect(before.length).toBeGreaterThan(1)
    await answered()
    for (let i = 0; i < 5; i++) await hall.must(asker, v7(), 'service.post', POST)
    expect(await scores()).toEqual(before)
  })

  it('[HP6] keeps files of the dialogue to those who have a voice in it', async () => {
    await hall.must(helper, service, 'service.claim')
    const sender = (who: Desk) => ({ url: hall.server.url, token: who.token })
    const file = await uploaded(sender(asker), '病历.png', await picture('png', 8, 8))
    await hall.must(asker, service, 'message.post', { text: '病历', attachments: [file.sha256] })
    expect((await download(sender(helper), file.sha256)).status).toBe(200)
    expect((await download(sender(outsider), file.sha256)).status).toBe(404)
  })

  it('[HP3] keeps files of the request to those who read its details, and then to who helps', async () => {
    const sender = (who: Desk) => ({ url: hall.server.url, token: who.token })
    const file = await uploaded(sender(asker), '评估单.png', await picture('png', 8, 9))
    const other = v7()
    await hall.must(asker, other, 'service.post', { ...POST, attachments: [file.sha256] })
    const reaches = async (who: Desk) => (await download(sender(who), file.sha256)).status
    expect(await hall.tasks(helper, other), 'it is offered to her').toEqual(['claim'])
    expect(JSON.stringify(await helper.ask('matter:open', { matter: other, since: 0 }))).not.toContain(file.sha256)
    expect(await Promise.all([helper, moderator, outsider].map(reaches))).toEqual([404, 200, 404])
    await hall.must(helper, other, 'service.claim')
    const { state } = await helper.ask('matter:open', { matter: other })
    expect(state).toMatchObject({ attachments: [{ sha256: file.sha256, name: '评估单.png' }] })
    expect(await Promise.all([helper, moderator, outsider].map(reaches))).toEqual([200, 200, 404])
  })

  it('[HP5] a unit it is sent to reads the details, claims it for all of it, and hands it back', async () => {
    await hall.must(moderator, service, 'service.send', { unit: 'lj-zhujian' })
    expect((await helper.ask('matters:list', { kind: 'service' })).total, 'no longer offered to the field').toBe(0)
    expect(JSON.stringify(await unit.ask('matter:open', { matter: service }))).toContain(SECRET)
    expect(await hall.tasks(clerkDesk, service)).toEqual(['take'])
    await hall.must(unit, service, 'service.claim')
    await hall.must(clerkDesk, service, 'message.post', { text: '我们来办。' })
    expect(await hall.tasks(clerkDesk, service)).toEqual(['help'])
    await hall.must(clerkDesk, service, 'service.hand-back', { reason: '应由民政办理' })
    expect(await clerkDesk.request('matter:open', { matter: service })).toMatchObject(unseen)
    expect(await hall.refused(moderator, service, 'service.offer', { sectors: ['medicine'] })).toBe('by-name-only')
    await hall.must(moderator, service, 'service.offer', { accounts: [helper.account.id] })
    expect(await hall.tasks(helper, service)).toEqual(['claim'])
    expect(await hall.tasks(outsider, service)).toEqual([])
  })

  it('[HP12] [HP13] publishes just what its asker agreed to: no name, no id, no nearer place; and takes it back', async () => {
    await answered()
    await hall.must(helper, service, 'publication.draft', DRAFT)
    const publication = v7()
    expect(await hall.refused(moderator, publication, 'answer.publish', { from: service })).toBe('no-consent')
    await hall.must(asker, service, 'publication.consent', { draft: 0, level: 'city' })
    expect(await hall.refused(outsider, publication, 'answer.publish', { from: service })).toBe('not-allowed')
    // two at once: it is published once
    const replies = await Promise.all(
      [publication, v7()].map((id) => moderator.command(id, 'answer.publish', { from: service })),
    )
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    const { items } = await outsider.ask('matters:list', { kind: 'answer', text: '护理补贴' })
    expect(items).toMatchObject([{ kind: 'answer', title: DRAFT.title, region: 'zj-lj' }])
    const [{ id: where } = { id: '' }] = items
    const opened = await outsider.ask('matter:open', { matter: where, since: 0 })
    const text = JSON.stringify([opened, items, await outsider.ask('matter:history', { matter: where })])
    expect(opened.state).toMatchObject({ question: DRAFT.question, answer: DRAFT.answer, region: 'zj-lj' })
    for (const word of [service, asker.account.id, asker.account.name, asker.account.username, 'zj-lj-', SECRET])
      expect(text, `the published answer tells ${word}`).not.toContain(word)
    expect(text, 'nor who has helped').not.toContain(helper.account.id)
    expect(await hall.refused(outsider, where, 'message.post', { text: '是谁家？' })).toMatch(/not-participant|ended/)
    await hall.server.app.matters.drain()
    expect(await hall.told(asker, service)).toContain('publication.published')

    await hall.must(asker, service, 'publication.decline', {})
    await hall.server.app.matters.drain()
    expect(await outsider.request('matter:open', { matter: where })).toMatchObject(unseen)
    expect((await outsider.ask('matters:list', { kind: 'answer' })).total).toBe(0)
    expect((await outsider.ask('matters:similar', { title: DRAFT.title, text: DRAFT.question })).items).toEqual([])
  })

  it('[HP13] of publishing and taking back at the same time, taking back wins', async () => {
    await answered()
    await hall.must(helper, service, 'publication.draft', DRAFT)
    await hall.must(asker, service, 'publication.consent', { draft: 0 })
    const publication = v7()
    await Promise.all([
      moderator.command(publication, 'answer.publish', { from: service }),
      hall.must(asker, service, 'publication.decline', {}),
    ])
    await hall.server.app.matters.drain()
    expect(await outsider.request('matter:open', { matter: publication })).toMatchObject(unseen)
    expect((await outsider.ask('matters:list', { kind: 'answer' })).total).toBe(0)
  })

  it('[HP9] what is withdrawn before anybody has claimed it leaves no details behind', async () => {
    expect(JSON.stringify(await asker.ask('matter:open', { matter: service })), 'who asks reads it').toContain(SECRET)
    await hall.must(asker, service, 'service.withdraw', {})
    for (const desk of [asker, moderator])
      expect(JSON.stringify(await desk.ask('matter:open', { matter: service, since: 0 }))).not.toContain(SECRET)
    expect(await helper.request('matter:open', { matter: service })).toMatchObject(unseen)
  })

  it('[HP14] time warns and finds it unclaimed, once each; who keeps the house is asked then', async () => {
    expect(await hall.tasks(moderator, service)).toEqual([])
    hall.now += 8 * DAY
    await hall.server.app.scheduler.tick()
    await hall.server.app.scheduler.tick()
    await hall.server.app.matters.drain()
    const late: Desk = await hall.desk('moderator')
    const clocks = (await hall.record(late, service))
      .map(({ type }) => type)
      .filter((type) => type.startsWith('clock.'))
    expect(clocks).toEqual(['clock.breached'])
    expect(await hall.tasks(late, service)).toEqual(['dispatch'])
    expect((await (await hall.desk('member4')).ask('inbox:list', {})).notices).toEqual([])
  })
})

describe('a micro-service over a restart', () => {
  it('[HP3] keeps its details beside the record for whoever claims it then', async () => {
    const dataDir = await freshFolder()
    const before = await openHall([], { store: 'sqlite', dataDir })
    const service = v7()
    await before.must(await before.desk('representative'), service, 'service.post', POST)
    await before.stop()
    const after = await openHall([], { store: 'sqlite', dataDir })
    const helper = await after.desk('member2')
    expect(JSON.stringify(await helper.ask('matter:open', { matter: service, since: 0 }))).not.toContain(SECRET)
    await after.must(helper, service, 'service.claim')
    const { state } = await helper.ask('matter:open', { matter: service })
    expect(state).toMatchObject({ status: 'claimed', details: POST.details })
    await after.stop()
  })
})
