import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyRecord } from '../../core/record/verify.ts'
import type { Checkpoint } from '../../core/record/checkpoint.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { bootServer, type BootedServer } from '../support/server/boot.ts'
import { until } from '../support/server/until.ts'
import { person, proposal, submit } from '../support/server/desk.ts'

describe.each(['memory', 'sqlite'] as const)('a proposal over the wire (%s)', (store) => {
  let server: BootedServer
  beforeAll(async () => (server = await bootServer({ store })))
  afterAll(() => server.stop())

  it('[WR1] goes from the representative’s desk to filing, seen live by everybody concerned', async () => {
    const [author, member, moderator] = (await Promise.all(
      ['representative', 'member', 'moderator'].map((name) => person(server, name)),
    )) as [Awaited<ReturnType<typeof person>>, Awaited<ReturnType<typeof person>>, Awaited<ReturnType<typeof person>>]
    const matter = v7()
    const sent = await submit(author, { matter, cosigners: [member.account.id] })
    expect(sent).toMatchObject({ matter, seq: 2 })
    expect(sent.events.map(({ type }) => type)).toEqual(['proposal.submitted', 'proposal.cosigner-invited'])
    await until(() => member.heard('inbox:changed').at(-1)?.tasks === 1, 'the member is told that a signature waits')
    await until(
      () => member.heard('matters:changed').some(({ items }) => items.some(({ id }) => id === matter)),
      'the lists show the new proposal',
    )

    const opened = await moderator.ask('matter:open', { matter })
    expect(opened).toMatchObject({ seq: 2, state: { status: 'submitted', author: author.account.id } })
    await author.ask('matter:open', { matter })
    const early = await moderator.command(matter, 'proposal.file', { category: 'elderly' })
    expect(early).toMatchObject({ ok: false, refusal: { code: 'conflict', details: { reason: 'needs-member' } } })

    expect(await member.command(matter, 'proposal.cosign', { opinion: '同意，情况属实。' })).toMatchObject({ ok: true })
    const returned = await moderator.command(matter, 'proposal.return', { reason: '请补充小区户数。' })
    expect(returned).toMatchObject({ ok: true, value: { seq: 4 } })
    expect(await author.command(matter, 'proposal.revise', proposal({ situation: '小区共 312 户。' }))).toMatchObject({
      ok: true,
    })
    expect(await member.command(matter, 'proposal.cosign', {})).toMatchObject({ ok: true })
    const filed = await moderator.command(matter, 'proposal.file', { category: 'elderly', weight: 'key' })
    if (!filed.ok) throw new Error(JSON.stringify(filed.refusal))

    const all = await author.ask('matter:history', { matter, after: 0, limit: 500 })
    const events = all.events as RecordEvent[]
    expect(events.map(({ type }) => type)).toEqual([
      'proposal.submitted',
      'proposal.cosigner-invited',
      'proposal.cosigned',
      'proposal.returned',
      'proposal.revised',
      'proposal.cosigned',
      'proposal.filed',
    ])
    const live = () => author.heard('matter:events').flatMap(({ events }) => events.map(({ seq }) => seq))
    await until(() => live().length === 5, 'the author has seen everything live')
    expect(live()).toEqual([3, 4, 5, 6, 7])

    const checkpoint = (await member.ask('matter:checkpoint', { matter })) as Checkpoint
    const found = verifyRecord(matter, events, [checkpoint], member.welcome.server.key)
    expect(found).toMatchObject({ findings: [], signedUpTo: 7 })

    const list = await member.ask('matters:list', { status: ['filed'], region: 'zj-lj-wc' })
    expect(list.items.find(({ id }) => id === matter)).toMatchObject({
      number: expect.stringMatching(/^\d{4}-0001$/) as string,
    })
    expect((await member.ask('matters:list', { region: 'zj-lj-qx' })).total).toBe(0)
    expect((await member.ask('matters:list', { text: '加装电梯' })).items.map(({ id }) => id)).toContain(matter)
    const inbox = await author.ask('inbox:list', {})
    expect(inbox.notices.map(({ type }) => type)).toContain('proposal.filed')
    for (const one of [author, member, moderator]) one.close()
  })
})
