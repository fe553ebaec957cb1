import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { begins, COMMAND_TYPES } from '../../core/kinds.ts'
import { MATTER_KINDS } from '../../core/matter/state.ts'
import type { Account } from '../../core/people/roles.ts'
import { FIGURE_NAMES } from '../../core/proposal/figures.ts'
import { facts, type FactName } from '../../core/wire/facts.ts'
import { picture } from '../support/files/made.ts'
import { submit, type Desk } from '../support/server/desk.ts'
import { download, uploaded } from '../support/server/files.ts'
import { openHall, type Hall } from '../support/server/hall.ts'
import { until } from '../support/server/until.ts'
import { sample } from '../support/stages.ts'

const HOUR = 3_600_000
const neighbour: Account = {
  id: '01989680-0000-7000-8000-0000000000de',
  username: 'neighbour',
  name: '邻居',
  roles: ['representative'],
  region: 'zj-lj-wc-dt-ym',
}
const SECRET = '丈夫中风后欠了外债'
const POST = {
  title: '老人护理补贴怎么申请',
  details: `${SECRET}，想申请护理补贴。`,
  category: 'elderly',
  region: 'zj-lj-wc-dt-ym',
  sectors: ['medicine', 'science'],
}
const SAID = '评定表第三页请拍给我看'
const ANSWER = '先到街道预约评估，评上了次月发放。'
const WORDS = [POST.title, '护理补贴', SECRET, '外债', SAID, '评定表', ANSWER]
const PUBLIC = { title: '失能老人补贴', question: '卧床老人怎样申请补贴？', answer: '凭评估单到街道窗口申请。' }

/** What is asked for as it is: whatever a person, a table, an export, Ctrl+K or the page of a matter asks for. */
const QUERIES: object[] = [
  {},
  ...MATTER_KINDS.map((kind) => ({ kind })),
  { mine: true },
  { needsMe: true },
  { kind: 'service', mine: true },
  { kind: 'service', needsMe: true },
  ...WORDS.map((text) => ({ text })),
  { kind: 'service', text: '补贴' },
  { status: ['open', 'claimed', 'resolved', 'closed'] },
  { category: 'elderly' },
  { region: 'zj-lj-wc' },
  { region: 'zj-lj-wc-dt-ym', exactRegion: true },
  { unit: 'lj-zhujian' },
  { sector: 'medicine' },
  { from: 0, to: Date.UTC(2027, 0) },
  ...(['green', 'amber', 'red'] as const).map((light) => ({ light })),
  ...FIGURE_NAMES.map((figure) => ({ figure })),
]

describe.each(['memory', 'sqlite'] as const)('a request for help, seen from outside (%s)', (store) => {
  let hall: Hall
  let asker: Desk
  let helper: Desk
  let loser: Desk
  let moderator: Desk
  let unit: Desk
  let outsiders: Desk[]
  let open: string
  /** Ids of what everybody may hear of. */
  let known: string[]

  beforeEach(async () => {
    hall = await openHall([neighbour], { store })
    hall.now = Date.parse('2026-03-02T10:00:00+08:00')
    const names = ['representative', 'member2', 'member4', 'moderator', 'unit3', 'member', 'unit', 'neighbour', 'admin']
    const desks = await Promise.all(names.map((name) => hall.desk(name)))
    ;[asker, helper, loser, moderator, unit] = desks as [Desk, Desk, Desk, Desk, Desk]
    outsiders = desks.slice(5)
    // something public in the same words: likeness, counts and statistics have what to be disturbed in
    const author = await hall.desk('member9')
    open = (await submit(author, { title: '关于老人护理补贴办法的提案' })).matter
    known = [open, (await submit(author, { title: '关于路灯维修的提案' })).matter]
  })
  afterEach(() => hall.stop())

  /** All that one can get out of the server by asking, as one text. */
  async function everything(desk: Desk): Promise<string> {
    const found: unknown[] = []
    for (const query of QUERIES) found.push(query, await desk.ask('matters:list', query))
    for (const kind of [undefined, ...MATTER_KINDS])
      found.push(
        await desk.ask('matters:similar', {
          title: POST.title,
          text: POST.details,
          limit: 20,
          ...(kind ? { kind } : {}),
        }),
      )
    found.push(await desk.ask('proposals:statistics', {}))
    found.push(await desk.ask('inbox:list', { limit: 100 }))
    found.push(await desk.ask('matter:open', { matter: open, since: 0 }))
    await desk.ask('matter:leave', { matter: open })
    return JSON.stringify(found)
  }

  /** Whatever is sent about the request is answered as for a matter that never was; its id in the answer apart. */
  async function probe(desk: Desk, request: string, when: string): Promise<void> {
    const never = v7()
    const answers = async (matter: string) => {
      const said: unknown[] = []
      for (const name of [
        'matter:open',
        'matter:history',
        'matter:checkpoint',
        'presence:set',
        'matter:leave',
      ] as const)
        said.push(await desk.request(name, { matter }))
      for (const type of COMMAND_TYPES.filter((name) => !begins(name)))
        said.push(await desk.command(matter, type, sample(type, hall.now, '').data))
      // commands of other matters that name it
      for (const [type, data] of [
        ['answer.publish', { from: matter }],
        ['supervision.open', { ...(sample('supervision.open', hall.now, '').data as object), origin: matter }],
        ['consultation.create', { ...(sample('consultation.create', hall.now, '').data as object), linked: [matter] }],
      ] as const)
        said.push(await desk.command(v7(), type, data))
      return JSON.stringify(said).replaceAll(matter, 'ID')
    }
    expect(await answers(request), `${desk.account.username} ${when}`).toBe(await answers(never))
  }

  const heard = (desk: Desk) => JSON.stringify((Object.keys(facts) as FactName[]).map((name) => desk.heard(name)))

  it('[HP2] [HP12] nothing changes for anybody else from its posting to its end, asked or told; then only the public words', async () => {
    const baseline = new Map<Desk, string>()
    for (const desk of [...outsiders, loser]) baseline.set(desk, await everything(desk))
    const request = v7()
    const sender = (who: Desk) => ({ url: hall.server.url, token: who.token })
    const file = await uploaded(sender(asker), '评估单.png', await picture('png', 8, 9))
    const same = async (when: string, more: readonly Desk[] = []) => {
      await hall.server.app.matters.drain()
      for (const desk of [...outsiders, ...more])
        expect(await everything(desk), `${desk.account.username} ${when}`).toBe(baseline.get(desk))
      for (const desk of outsiders)
        expect((await download(sender(desk), file.sha256)).status, `${desk.account.username} ${when}`).toBe(404)
    }
    const steps: [Desk, string, object][] = [
      [asker, 'service.post', { ...POST, attachments: [file.sha256] }],
      [helper, 'service.claim', {}],
      [helper, 'message.post', { text: SAID }],
      [asker, 'message.post', { text: '明天拍给您。' }],
      [helper, 'appointment.propose', { startsAt: hall.now + 48 * HOUR, minutes: 30, place: '社区活动室' }],
      [asker, 'appointment.accept', { appointment: 0 }],
      [helper, 'service.hand-back', { reason: '需要建设部门帮忙' }],
      [moderator, 'service.send', { unit: 'lj-zhujian' }],
      [unit, 'service.claim', {}],
      [unit, 'service.resolve', { answer: ANSWER }],
      [asker, 'service.reopen', { reason: '窗口说不受理' }],
      [unit, 'service.resolve', { answer: ANSWER }],
      [asker, 'service.rate', { score: 5, text: '谢谢' }],
      [moderator, 'publication.draft', PUBLIC],
      [asker, 'publication.consent', { draft: 0, level: 'county' }],
    ]
    for (const [desk, type, data] of steps) {
      await hall.must(desk, request, type, data)
      // who asks and the moderators have it open and write, so that there is presence to be told of
      for (const watching of [asker, moderator]) await watching.ask('matter:open', { matter: request })
      await asker.request('presence:set', { matter: request, typing: true })
      // until the claim the other one it is offered to sees the title, and from then on nothing
      await same(`after ${type}`, type === 'service.post' ? [] : [loser])
    }
    for (const desk of outsiders) await probe(desk, request, 'at its end')
    for (const who of [loser, helper]) await probe(who, request, 'when it concerns them no more')
    // what the asker has heard of the last step has gone out to everybody that it goes to
    await until(() => asker.heard('inbox:changed').length > 0, 'the asker is told of what changed')
    const last = await submit(await hall.desk('member9'), { title: '关于图书馆的提案' })
    const told = (desk: Desk) => desk.heard('matters:changed').flatMap(({ items }) => items.map(({ id }) => id))
    for (const desk of outsiders) {
      await until(() => told(desk).includes(last.matter), `${desk.account.username} hears of a later matter`)
      expect(new Set(told(desk)), `${desk.account.username} heard of no other`).toEqual(
        new Set([...known, last.matter]),
      )
      const present = desk.heard('presence:changed').filter(({ matter }) => matter !== open)
      expect([desk.heard('inbox:changed'), present], `${desk.account.username} was told of a change`).toEqual([[], []])
      // the public proposal has these two words
      for (const word of [request, ...WORDS.filter((one) => one !== '护理补贴'), ...Object.values(PUBLIC)])
        expect(heard(desk), `${desk.account.username} heard ${word}`).not.toContain(word)
    }

    const publication = v7()
    await hall.must(moderator, publication, 'answer.publish', { from: request })
    await hall.server.app.matters.drain()
    for (const desk of [...outsiders, loser]) {
      const { items } = await desk.ask('matters:list', { kind: 'answer' })
      expect(items).toMatchObject([{ id: publication, title: PUBLIC.title, region: 'zj-lj-wc' }])
      await until(() => told(desk).includes(publication), `${desk.account.username} hears of what is public`)
      const page = JSON.stringify([
        items,
        await desk.ask('matter:open', { matter: publication, since: 0 }),
        await desk.ask('matter:history', { matter: publication }),
        await desk.ask('inbox:list', { limit: 100 }),
        // while it was offered to the other member, that one did hear of it
        desk === loser ? [] : desk.heard('matters:changed'),
      ])
      for (const word of Object.values(PUBLIC)) expect(page).toContain(word)
      const { id, name, username } = asker.account
      for (const word of [
        request,
        SECRET,
        SAID,
        ANSWER,
        POST.title,
        id,
        name,
        username,
        helper.account.id,
        unit.account.id,
      ])
        expect(page, `${desk.account.username} reads ${word} beside what is public`).not.toContain(word)
      expect((await desk.ask('matters:list', { kind: 'service' })).total, desk.account.username).toBe(0)
    }
    for (const desk of outsiders) await probe(desk, request, 'after the publication')
  })
})
