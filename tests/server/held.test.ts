import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { facts, type FactName } from '../../core/wire/facts.ts'
import { submit, type Desk } from '../support/server/desk.ts'
import { openHall, type Hall } from '../support/server/hall.ts'
import { until } from '../support/server/until.ts'

const SECRET = '尚未放行之答复原文'
const NAMES = ['member', 'member2', 'member3', 'representative', 'admin', 'moderator', 'unit', 'unit2'] as const
const answer = (text = SECRET) => ({
  items: [
    { suggestion: 0, text: `${text}甲`, class: 'A' },
    { suggestion: 1, text: `${text}乙`, class: 'C' },
  ],
  text,
})

describe.each(['memory', 'sqlite'] as const)('an answer before its release (%s)', (store) => {
  let hall: Hall
  let desks: Record<(typeof NAMES)[number], Desk>
  let matter: string
  beforeAll(async () => {
    hall = await openHall([], { store })
    const found = await Promise.all(NAMES.map(async (name) => [name, await hall.desk(name)] as const))
    desks = Object.fromEntries(found) as typeof desks
    const { member, representative, moderator, unit } = desks
    matter = (await submit(member, { cosigners: [representative.account.id] })).matter
    for (const desk of Object.values(desks)) await desk.ask('matter:open', { matter })
    await hall.must(representative, matter, 'proposal.cosign')
    await hall.must(moderator, matter, 'proposal.file', { category: 'elderly' })
    const due = hall.now + 90 * 24 * 60 * 60_000
    await hall.must(moderator, matter, 'proposal.assign', { lead: 'lj-chengguan', assisting: ['lj-jiaoyu'], due })
    await hall.must(unit, matter, 'proposal.accept-assignment')
    await hall.must(unit, matter, 'proposal.answer', answer())
  })
  afterAll(() => hall.stop())

  const held = async (desk: Desk) => (await desk.ask('matter:open', { matter })).state.heldAnswer
  const title = '关于老旧小区加装电梯的提案'

  /** Everything that a desk can ask or has heard, as one text. */
  async function everything(desk: Desk): Promise<string> {
    const heard = (Object.keys(facts) as FactName[]).map((name) => desk.heard(name))
    const asked = await Promise.all([
      desk.request('matter:open', { matter, since: 0 }),
      desk.request('matter:history', { matter, after: 0, limit: 500 }),
      desk.request('matter:checkpoint', { matter }),
      desk.request('matters:list', {}),
      desk.request('matters:list', { text: SECRET }),
      desk.request('matters:list', { text: '放行' }),
      desk.request('matters:similar', { title, text: SECRET }),
      desk.request('inbox:list', {}),
      desk.request('proposals:statistics', {}),
      desk.request('roster:list', {}),
    ])
    return JSON.stringify([heard, asked])
  }

  it('[PR21, WR17] is read by its lead unit and the moderators, and by nobody else anywhere', async () => {
    const { member, unit, moderator } = desks
    for (const desk of [unit, moderator]) expect(await held(desk), desk.account.username).toMatchObject(answer())
    await until(
      () =>
        member
          .heard('matter:events')
          .some(({ events }) => events.some(({ type }) => type === 'proposal.answer-submitted')),
      'that there is an answer is told',
    )
    await until(() => member.heard('matters:changed').length > 0, 'the lists have changed')
    for (const name of ['member', 'member2', 'member3', 'representative', 'admin', 'unit2'] as const) {
      expect(await held(desks[name]), name).toBeUndefined()
      const all = await everything(desks[name])
      expect(all.includes(SECRET), `${name} must not read it`).toBe(false)
      expect(all.includes('放行'), `${name} must not find parts of it`).toBe(false)
    }
    // nor do those who may read it get it in events, lists or facts, which others read after them
    for (const desk of [unit, moderator]) {
      const history = await desk.ask('matter:history', { matter, after: 0, limit: 500 })
      expect(JSON.stringify([history, desk.heard('matter:events'), desk.heard('matters:changed')])).not.toContain(
        SECRET,
      )
    }
  })

  it('[PR21, WR17] is in no metrics, no log and no snapshot', async () => {
    const metrics = await (await fetch(`${hall.server.url}/metrics`)).text()
    expect(metrics + hall.server.log()).not.toMatch(new RegExp(`${SECRET}|放行`))
    const { member } = desks
    for (let i = 0; i < 520; i++) await member.command(matter, 'message.post', { text: `第 ${i} 条` })
    await until(async () => (await hall.server.store.load(matter))?.snapshot !== undefined, 'a snapshot was kept')
    const loaded = await hall.server.store.load(matter)
    expect(JSON.stringify([loaded?.snapshot, loaded?.tail])).not.toContain(SECRET)
    expect(loaded?.held).toMatchObject(answer())
  })

  it('[PR17] a new lead unit does not inherit it, and the old one reads it no more', async () => {
    const { unit, unit2, moderator } = desks
    expect(
      await hall.refused(moderator, matter, 'proposal.assign', {
        lead: 'lj-jiaoyu',
        assisting: [],
        due: hall.now + 1000,
      }),
    ).toBe('answer-waits')
    await hall.must(moderator, matter, 'proposal.return-answer', { reason: '非本单位职责' })
    expect(await held(unit), 'to be mended').toMatchObject(answer())
    await hall.must(moderator, matter, 'proposal.assign', {
      lead: 'lj-jiaoyu',
      assisting: [],
      due: hall.now + 1_000_000,
    })
    for (const desk of [unit, unit2, moderator]) expect(await held(desk), desk.account.username).toBeUndefined()
  })

  it('[PR22] is read by everybody once it is released, and held no more', async () => {
    const { unit2, moderator, member3 } = desks
    await hall.must(unit2, matter, 'proposal.accept-assignment')
    await hall.must(unit2, matter, 'proposal.answer', answer('正式答复'))
    await hall.must(moderator, matter, 'proposal.release-answer')
    expect(await everything(member3)).toContain('正式答复')
    for (const desk of [unit2, moderator]) expect(await held(desk)).toBeUndefined()
    expect((await hall.server.store.load(matter))?.held).toBeUndefined()
  })
})
