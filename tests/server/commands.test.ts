import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bootServer, type BootedServer } from '../support/server/boot.ts'
import { person, submit, type Desk } from '../support/server/desk.ts'

describe.each(['memory', 'sqlite'] as const)('commands (%s)', (store) => {
  let server: BootedServer
  let member: Desk
  let moderator: Desk
  beforeAll(async () => {
    server = await bootServer({ store, parts: { rateLimits: false } })
    member = await person(server, 'member')
    moderator = await person(server, 'moderator')
  })
  afterAll(() => server.stop())

  it('[WR3] five times at once happens once, and again later', async () => {
    const { matter } = await submit(member)
    const id = v7()
    const post = () => member.command(matter, 'message.post', { text: '请核对户数。' }, { id })
    const replies = await Promise.all(Array.from({ length: 5 }, post))
    const [first] = replies
    expect(first).toMatchObject({ ok: true, value: { matter, seq: 2, events: [{ seq: 2, command: id }] } })
    for (const reply of [...replies, await post()]) expect(reply).toEqual(first)
    const elsewhere = await person(server, 'member')
    expect(await elsewhere.command(matter, 'message.post', { text: '请核对户数。' }, { id })).toEqual(first)
    expect((await member.ask('matter:history', { matter, after: 1 })).events).toHaveLength(1)
  })

  it('[WR3] a command that would now be refused, or change nothing, still gets its first answer', async () => {
    const { matter } = await submit(member)
    const id = v7()
    const file = () => moderator.command(matter, 'proposal.file', { category: 'city' }, { id })
    const first = await file()
    expect(first).toMatchObject({ ok: true, value: { seq: 2 } })
    expect(await file()).toEqual(first)
    const other = await person(server, 'member2')
    const support = v7()
    const once = await other.command(matter, 'proposal.support', {}, { id: support })
    expect(await other.command(matter, 'proposal.support', {}, { id: support })).toEqual(once)
    const idle = await other.command(matter, 'proposal.support', {})
    expect(idle).toMatchObject({ ok: true, value: { seq: 3, events: [] } })
  })

  it('[WR4] the id of a command belongs to its body', async () => {
    const { matter } = await submit(member)
    const id = v7()
    const [one, two] = await Promise.all([
      member.command(matter, 'message.post', { text: '一' }, { id }),
      member.command(matter, 'message.post', { text: '二' }, { id }),
    ])
    expect(one.ok).toBe(true)
    expect(two).toMatchObject({ ok: false, refusal: { code: 'id-reused' } })
    const later = await member.command(matter, 'proposal.withdraw', {}, { id })
    expect(later).toMatchObject({ ok: false, refusal: { code: 'id-reused' } })
    expect(await moderator.command(matter, 'message.post', { text: '三' }, { id })).toMatchObject({ ok: true })
  })

  it('[WR5] a command that expects another place is refused with the place that stands', async () => {
    const { matter } = await submit(member)
    const late = await member.command(matter, 'message.post', { text: '一' }, { expectedSeq: 7 })
    expect(late).toMatchObject({ ok: false, refusal: { code: 'stale', details: { seq: 1 } } })
    expect(await member.command(matter, 'message.post', { text: '一' }, { expectedSeq: 1 })).toMatchObject({ ok: true })
    const race = await Promise.all(
      Array.from({ length: 4 }, (_, i) =>
        member.command(matter, 'message.post', { text: `第${i}` }, { expectedSeq: 2 }),
      ),
    )
    expect(race.filter(({ ok }) => ok)).toHaveLength(1)
    const unknown = await member.command(v7(), 'message.post', { text: '一' }, { expectedSeq: 7 })
    expect(unknown).toMatchObject({ ok: false, refusal: { code: 'not-found' } })
  })

  it('[SV4] twenty filings at once take twenty numbers in a row', async () => {
    const matters = await Promise.all(Array.from({ length: 20 }, () => submit(member)))
    const files = matters.map(({ matter }) => moderator.command(matter, 'proposal.file', { category: 'city' }))
    const early = matters.map(({ matter }) => moderator.command(matter, 'proposal.file', { category: 'city' }))
    const replies = await Promise.all([...files, ...early])
    expect(replies.filter(({ ok }) => ok)).toHaveLength(20)
    const { items } = await member.ask('matters:list', { status: ['filed'], limit: 100 })
    const numbers = items.map(({ number }) => Number(number?.slice(5))).sort((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, i) => i + 1))
  })

  it('[WR7] a hundred commands on one matter at once stand in one gap-free record', async () => {
    const { matter } = await submit(member)
    const before = await moderator.ask('matter:open', { matter })
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, i) => member.command(matter, 'message.post', { text: `第 ${i} 条` })),
    )
    const places = replies.map((reply) => (reply.ok ? reply.value.seq : 0))
    expect(places).toEqual(Array.from({ length: 100 }, (_, i) => before.seq + i + 1))
  })
})
