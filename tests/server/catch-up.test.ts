import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bootServer, type BootedServer } from '../support/server/boot.ts'
import { person, submit, type Desk } from '../support/server/desk.ts'
import { until } from '../support/server/until.ts'

const places = (desk: Desk, matter: string) =>
  desk
    .heard('matter:events')
    .filter((fact) => fact.matter === matter)
    .flatMap(({ events }) => events.map(({ seq }) => seq))
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

describe.each(['memory', 'sqlite'] as const)('catching up (%s)', (store) => {
  let server: BootedServer
  let writer: Desk
  beforeAll(async () => {
    server = await bootServer({ store, parts: { rateLimits: false } })
    writer = await person(server, 'member')
  })
  afterAll(() => server.stop())

  it('[WR6] whoever joins in full flow has every event once: the answer and what follows meet', async () => {
    const { matter } = await submit(writer)
    const total = 600
    let sent = 0
    const flow = (async () => {
      while (sent < total)
        await Promise.all(range(1, 6).map(() => writer.command(matter, 'message.post', { text: `第 ${++sent} 条` })))
    })()
    const readers: { desk: Desk; answer: { seq: number; events: { seq: number }[] }; since: number }[] = []
    while (sent < total) {
      const desk = await person(server, 'member2')
      const since = Math.max(0, sent - 250)
      readers.push({ desk, since, answer: await desk.ask('matter:open', { matter, since }) })
    }
    await flow
    const end = total + 1
    expect(readers.length).toBeGreaterThan(3)
    for (const { desk, answer, since } of readers) {
      await until(() => answer.seq === end || places(desk, matter).at(-1) === end, 'the reader has the last event')
      expect(answer.events.map(({ seq }) => seq)).toEqual(range(since + 1, answer.seq))
      expect(places(desk, matter), `joined at ${answer.seq}`).toEqual(range(answer.seq + 1, end))
      desk.close()
    }
  })

  it('[WR6] a connection that was away gets what it missed by since, however much', async () => {
    const { matter } = await submit(writer)
    const reader = await person(server, 'member2')
    const first = await reader.ask('matter:open', { matter })
    reader.close()
    for (let i = 0; i < 12; i++)
      await Promise.all(range(1, 100).map((n) => writer.command(matter, 'message.post', { text: `${i}.${n}` })))
    const back = await person(server, 'member2')
    const missed = await back.ask('matter:open', { matter, since: first.seq })
    expect(missed.events.map(({ seq }) => seq)).toEqual(range(2, 1201))
    expect(missed.state).toMatchObject({ seq: 1201, messageCount: 1200 })
    expect((missed.state.messages as unknown[]).length).toBe(100)
    const fresh = await back.ask('matter:open', { matter })
    expect(fresh.events.map(({ seq }) => seq)).toEqual(range(1102, 1201))
    expect((await back.ask('matter:open', { matter, since: 1201 })).events).toEqual([])
    expect((await back.ask('matter:open', { matter, since: 5000 })).events).toEqual([])
    back.close()
  })

  it('[WR14] history comes in pages both ways without gap or repetition', async () => {
    const { matter } = await submit(writer)
    await Promise.all(range(2, 60).map((n) => writer.command(matter, 'message.post', { text: `第 ${n}` })))
    const seqs = async (body: { after?: number; before?: number; limit?: number }) =>
      (await writer.ask('matter:history', { matter, ...body })).events.map(({ seq }) => seq)
    expect(await seqs({ after: 0, limit: 25 })).toEqual(range(1, 25))
    expect(await seqs({ after: 25, limit: 500 })).toEqual(range(26, 60))
    expect(await seqs({ before: 26, limit: 10 })).toEqual(range(16, 25))
    expect(await seqs({ after: 10, before: 15 })).toEqual(range(11, 14))
    expect(await seqs({})).toEqual(range(1, 60))
    expect(await seqs({ after: 60 })).toEqual([])
  })

  it('[WR7] leaving a matter ends its events', async () => {
    const { matter } = await submit(writer)
    const [stays, goes] = [await person(server, 'member2'), await person(server, 'member3')]
    await Promise.all([stays, goes].map((desk) => desk.ask('matter:open', { matter })))
    await writer.command(matter, 'message.post', { text: '一' })
    await until(() => places(goes, matter).length === 1, 'the first is heard')
    await goes.ask('matter:leave', { matter })
    await writer.command(matter, 'message.post', { text: '二' })
    await until(() => places(stays, matter).length === 2, 'who stays hears the second')
    expect(places(goes, matter)).toEqual([2])
  })
})
