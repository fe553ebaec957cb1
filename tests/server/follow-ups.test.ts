import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { bootServer } from '../support/server/boot.ts'
import { person, proposal, submit, type Desk } from '../support/server/desk.ts'
import { openHall } from '../support/server/hall.ts'
import { spawnServer } from '../support/server/spawn.ts'
import { until } from '../support/server/until.ts'
import { createMemoryStore } from '../../server/store/memory/store.ts'
import { Unavailable, type Store } from '../../server/store/contract.ts'

const types = async (desk: Desk, matter: string) =>
  (await desk.ask('matter:history', { matter, after: 0, limit: 500 })).events.map(({ type }) => type)
const CLERK = {
  id: '01989680-0000-7000-8000-0000000000c1',
  username: 'moderator2',
  name: '王琳',
  roles: ['moderator' as const],
}

describe('what follows in another matter', () => {
  it('[FU1] is carried out once, also when the process is killed between the two', async () => {
    const dataDir = await freshFolder()
    const first = await bootServer({ store: 'sqlite', dataDir, parts: { rateLimits: false } })
    const author = await person(first, 'member')
    const [lead, merged] = [(await submit(author)).matter, (await submit(author, { title: '关于电梯的提案' })).matter]
    await first.stop()

    const program = ['tests/support/server/halting-server.ts', dataDir]
    const halting = await spawnServer({ dataDir, program })
    const before = await person(halting, 'moderator')
    const id = v7()
    const lost = before.command(merged, 'proposal.merge', { into: lead }, { id })
    expect(await halting.gone, 'it was killed when it would have told the lead').toBe('SIGKILL')
    await lost
    before.close()

    for (const start of ['first', 'second']) {
      const server = await spawnServer({ dataDir, env: { LOG_LEVEL: 'warn' } })
      const moderator = await person(server, 'moderator')
      expect(await types(moderator, merged), start).toEqual(['proposal.submitted', 'proposal.merged'])
      expect(await types(moderator, lead), `${start}: carried out before anybody is served, and once`).toEqual([
        'proposal.submitted',
        'proposal.absorbed',
      ])
      const again = await moderator.command(merged, 'proposal.merge', { into: lead }, { id })
      expect(again, 'the lost answer').toMatchObject({ ok: true, value: { seq: 2 } })
      expect(await server.stop()).toBe(0)
    }
  })

  it('[FU1] two servers on one file carry it out once', async () => {
    const dataDir = await freshFolder()
    const servers = [
      await bootServer({ store: 'sqlite', dataDir, parts: { rateLimits: false } }),
      await bootServer({ store: 'sqlite', dataDir, parts: { rateLimits: false } }),
    ]
    const [author, moderator] = [await person(servers[0]!, 'member'), await person(servers[1]!, 'moderator')]
    const lead = (await submit(author)).matter
    await moderator.ask('matter:open', { matter: lead })
    for (let i = 0; i < 6; i++) {
      const { matter } = await submit(author)
      // both write the lead at once: the follow-up of one, the words of the other
      const [merged] = await Promise.all([
        moderator.command(matter, 'proposal.merge', { into: lead }),
        ...Array.from({ length: 3 }, (_, n) => author.command(lead, 'message.post', { text: `${i}.${n}` })),
      ])
      expect(merged).toMatchObject({ ok: true })
    }
    await until(
      async () => (await types(moderator, lead)).filter((type) => type === 'proposal.absorbed').length === 6,
      'all six have reached the lead',
    )
    await Promise.all(servers.map((server) => server.app.matters.catchUp()))
    expect((await types(author, lead)).filter((type) => type === 'proposal.absorbed')).toHaveLength(6)
    expect(await servers[0]!.store.followUps()).toEqual([])
    for (const server of servers) await server.stop()
  })

  it('[FU2] what cannot be carried out now is carried out when it can', async () => {
    const inner = createMemoryStore()
    let broken = true
    const store: Store = {
      ...inner,
      append: (append) =>
        broken && append.doneFollowUp !== undefined
          ? Promise.reject(new Unavailable('the disk is full'))
          : inner.append(append),
    }
    const server = await bootServer({ store, parts: { rateLimits: false } })
    const [author, moderator] = [await person(server, 'member'), await person(server, 'moderator')]
    const [lead, merged] = [(await submit(author)).matter, (await submit(author)).matter]
    expect(await moderator.command(merged, 'proposal.merge', { into: lead })).toMatchObject({ ok: true })
    await until(() => server.log().includes('a follow-up could not be carried out'), 'the failure is in the log')
    expect(await types(moderator, lead)).toEqual(['proposal.submitted'])
    expect(await author.command(lead, 'message.post', { text: '照常讨论' }), 'others go on').toMatchObject({ ok: true })
    broken = false
    await until(async () => (await types(moderator, lead)).includes('proposal.absorbed'), 'it is tried again')
    await server.stop()
  })

  it('[PR31] what is merged while its lead is ended by somebody else stands by itself again', async () => {
    const hall = await openHall([CLERK], { store: 'sqlite' })
    const [author, one, two] = await Promise.all(['member', 'moderator', 'moderator2'].map((name) => hall.desk(name)))
    if (!author || !one || !two) throw new Error('somebody is missing')
    const decline = { reason: 'empty', text: '没有具体建议', channel: 'none' }
    for (let i = 0; i < 20; i++) {
      const [lead, merged] = [(await submit(author)).matter, (await submit(author)).matter]
      const [asked] = await Promise.all([
        one.command(merged, 'proposal.merge', { into: lead }),
        two.command(lead, 'proposal.decline', decline),
      ])
      await until(
        async () => {
          const { state } = await one.ask('matter:open', { matter: merged })
          return state.status === 'submitted'
        },
        `round ${i}: merged ${JSON.stringify(asked.ok)}, it stands by itself`,
      )
    }
    await hall.stop()
  })

  it('[FU3] of merges that name each other one goes, and none makes a ring or a chain', async () => {
    const hall = await openHall([CLERK], { store: 'sqlite' })
    const [author, one, two] = await Promise.all(['member', 'moderator', 'moderator2'].map((name) => hall.desk(name)))
    if (!author || !one || !two) throw new Error('somebody is missing')
    for (let i = 0; i < 15; i++) {
      const [a, b, c] = await Promise.all([submit(author), submit(author), submit(author)]).then((all) =>
        all.map(({ matter }) => matter),
      )
      const replies = await Promise.all([
        one.command(a!, 'proposal.merge', { into: b }),
        two.command(b!, 'proposal.merge', { into: a }),
        one.command(b!, 'proposal.merge', { into: c }),
        two.command(c!, 'proposal.merge', { into: a }),
      ])
      expect(replies.filter(({ ok }) => ok).length, 'one merge at least goes').toBeGreaterThan(0)
      const states = new Map<string, { status: string; merged?: { into: string }; absorbed: { matter: string }[] }>()
      await hall.server.app.matters.drain()
      for (const id of [a!, b!, c!]) states.set(id, (await one.ask('matter:open', { matter: id })).state as never)
      for (const [id, { merged, absorbed }] of states) {
        if (!merged) continue
        expect(absorbed, `${id} is merged, so nothing may be merged into it`).toEqual([])
        const lead = states.get(merged.into)
        expect(lead?.merged, 'a lead is not merged itself').toBeUndefined()
        expect(
          lead?.absorbed.map(({ matter }) => matter),
          'the lead has the trace',
        ).toContain(id)
      }
    }
    await hall.stop()
  })

  it('[FU4] names only what its actor may see', async () => {
    const hall = await openHall()
    const [author, other] = [await hall.desk('member'), await hall.desk('member2')]
    const hidden = v7()
    await hall.must(author, hidden, 'proposal.submit', { ...proposal(), form: 'individual', open: false })
    const clue = { ...proposal(), form: 'individual', open: true, origin: hidden }
    expect(await hall.refused(other, v7(), 'proposal.submit', clue)).toBe('unknown-matter')
    const unknown = { ...clue, origin: v7() }
    expect(await hall.refused(other, v7(), 'proposal.submit', unknown), 'as what is not').toBe('unknown-matter')
    const matter = v7()
    await hall.must(author, matter, 'proposal.submit', clue)
    await hall.stop()
  })

  it('[WR5] two moderators at once: one is told that the record has moved on, and by whom', async () => {
    const hall = await openHall([CLERK])
    const [author, one, two] = await Promise.all(['member', 'moderator', 'moderator2'].map((name) => hall.desk(name)))
    if (!author || !one || !two) throw new Error('somebody is missing')
    const { matter, seq } = await submit(author)
    for (const desk of [one, two]) await desk.ask('matter:open', { matter })
    const replies = await Promise.all([
      one.command(matter, 'proposal.file', { category: 'elderly' }, { expectedSeq: seq }),
      two.command(matter, 'proposal.return', { reason: '请补充户数' }, { expectedSeq: seq }),
    ])
    const [won, lost] = [replies.find(({ ok }) => ok), replies.find(({ ok }) => !ok)]
    expect(won).toMatchObject({ ok: true, value: { seq: 2 } })
    expect(lost).toMatchObject({ ok: false, refusal: { code: 'stale', details: { seq: 2 } } })
    for (const desk of [one, two])
      await until(
        () => desk.heard('matter:events').some(({ events }) => events.some((event) => event.seq === 2)),
        'both see who was first',
      )
    expect((await one.ask('matter:history', { matter, after: 0 })).events).toHaveLength(2)
    await hall.stop()
  })
})
