import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bootServer, type BootedServer } from '../support/server/boot.ts'
import { person, submit, type Desk } from '../support/server/desk.ts'
import { until } from '../support/server/until.ts'

describe.each(['memory', 'sqlite'] as const)('what may not be seen (%s)', (store) => {
  let server: BootedServer
  let author: Desk
  let invited: Desk
  let outsider: Desk
  let moderator: Desk
  beforeAll(async () => {
    server = await bootServer({ store, parts: { rateLimits: false } })
    ;[author, invited, outsider, moderator] = (await Promise.all(
      ['member', 'member2', 'member3', 'moderator'].map((name) => person(server, name)),
    )) as [Desk, Desk, Desk, Desk]
  })
  afterAll(() => server.stop())

  it('[WR8] a closed proposal does not exist for outsiders, whatever they ask', async () => {
    const title = '关于某家庭困难的提案'
    const { matter } = await submit(author, { open: false, cosigners: [invited.account.id], title })
    const unseen = { ok: false, refusal: { code: 'not-found', details: { reason: 'unknown-matter' } } }
    const made = '01989680-1111-7000-8000-000000000001'
    for (const body of [{ matter }, { matter: made }]) {
      expect(await outsider.request('matter:open', body)).toMatchObject(unseen)
      expect(await outsider.request('matter:history', body)).toMatchObject(unseen)
      expect(await outsider.request('matter:checkpoint', body)).toMatchObject(unseen)
      expect(await outsider.command(body.matter, 'message.post', { text: '?' })).toMatchObject(unseen)
      expect(await outsider.command(body.matter, 'message.post', { text: '?' }, { expectedSeq: 9 })).toMatchObject(
        unseen,
      )
    }
    const again = {
      ...{ title, situation: 's', suggestions: ['x'], category: 'city', region: 'zj' },
      form: 'individual',
    }
    const taken = await outsider.command(matter, 'proposal.submit', { ...again, open: true })
    expect(taken, 'an id that is taken says no more than any other').toMatchObject(unseen)

    for (const query of [{}, { text: '家庭困难' }, { mine: true }, { needsMe: true }]) {
      const { items } = await outsider.ask('matters:list', query)
      expect(items.map(({ id }) => id)).not.toContain(matter)
    }
    expect(await outsider.request('presence:set', { matter, typing: true })).toMatchObject({ ok: false })
    for (const desk of [author, invited, moderator]) {
      expect((await desk.ask('matters:list', {})).items.map(({ id }) => id)).toContain(matter)
      expect((await desk.ask('matter:open', { matter })).seq).toBe(2)
    }
    await author.command(matter, 'message.post', { text: '请保密。' })
    await moderator.command(matter, 'proposal.return', { reason: '请补充。' })
    // an open matter after it: what the outsider hears of this one shows that nothing else is still to come
    const { matter: open } = await submit(author)
    const changed = (desk: Desk) => desk.heard('matters:changed').flatMap(({ items }) => items.map(({ id }) => id))
    await until(() => changed(outsider).includes(open), 'the outsider hears of the open one')
    await until(() => changed(invited).includes(matter), 'the invited hears of the closed one')
    expect(changed(outsider)).not.toContain(matter)
    expect(outsider.heard('matter:events')).toEqual([])
    expect(outsider.heard('inbox:changed')).toEqual([])
    const inbox = await outsider.ask('inbox:list', {})
    expect([inbox.tasks, inbox.notices]).toEqual([[], []])
  })

  it('[WR8] who loses a role leaves the matters that only the role showed', async () => {
    const { matter } = await submit(author, { open: false })
    const clerk = {
      id: '01989680-0000-7000-8000-0000000000bb',
      username: 'clerk',
      name: '书记员',
      roles: ['moderator' as const],
    }
    await server.app.people.putAccount(clerk, 'demo-2026')
    const desk = await person(server, 'clerk')
    await desk.ask('matter:open', { matter })
    await author.command(matter, 'message.post', { text: '一' })
    await until(() => desk.heard('matter:events').length === 1, 'the moderator hears the first message')

    await server.app.people.putAccount({ ...clerk, roles: ['member'] }, 'demo-2026')
    await until(() => server.app.people.account(clerk.id)?.roles[0] === 'member', 'the roster has changed')
    expect(await desk.request('matter:history', { matter })).toMatchObject({ ok: false })
    await author.ask('matter:open', { matter })
    await author.command(matter, 'message.post', { text: '二' })
    await until(
      () => author.heard('matter:events').some(({ events }) => events.some(({ seq }) => seq === 3)),
      'others hear the second',
    )
    expect(desk.heard('matter:events').flatMap(({ events }) => events.map(({ seq }) => seq))).toEqual([2])
  })

  it('[WR8] whom a closed proposal no longer concerns leaves it', async () => {
    const { matter } = await submit(author, { open: false })
    const both = {
      id: '01989680-0000-7000-8000-0000000000cc',
      username: 'both',
      name: '两任',
      roles: ['member' as const],
    }
    await server.app.people.putAccount({ ...both, roles: ['member', 'moderator'] }, 'demo-2026')
    const desk = await person(server, 'both')
    await desk.command(matter, 'proposal.support', {})
    await server.app.people.putAccount(both, 'demo-2026')
    expect((await desk.ask('matter:open', { matter })).seq, 'a supporter may see it').toBe(2)
    await author.ask('matter:open', { matter })
    await desk.command(matter, 'proposal.unsupport', {})
    await author.command(matter, 'message.post', { text: '三' })
    const heard = (who: Desk) =>
      who.heard('matter:events').flatMap(({ matter: id, events }) => (id === matter ? events : []))
    await until(() => heard(author).length === 2, 'the author hears both')
    expect(heard(desk)).toEqual([])
    expect(await desk.request('matter:open', { matter })).toMatchObject({ ok: false, refusal: { code: 'not-found' } })
  })
})
