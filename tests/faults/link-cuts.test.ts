// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RecordEvent } from '../../core/record/event.ts'
import { verifyRecord } from '../../core/record/verify.ts'
import { newClient } from '../support/client/client.ts'
import { enter, post, submit } from '../support/client/people.ts'
import { lossyLink, type LossyLink } from '../support/lossy-link.ts'
import { bootServer, connect, signIn, type BootedServer } from '../support/server/boot.ts'
import { until } from '../support/server/until.ts'

const CLIENTS = 6
const MESSAGES = 25
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
let server: BootedServer
const links: LossyLink[] = []

beforeAll(async () => {
  server = await bootServer({ store: 'sqlite', parts: { rateLimits: false } })
})
afterAll(async () => {
  for (const link of links) await link.close()
  await server?.stop()
})

describe(`cut links (SEED=${seed})`, () => {
  it(`[OB8] ${CLIENTS} clients whose links keep breaking end with the same whole record, everything in it once`, async () => {
    const names = ['member', 'member2', 'member3', 'member4', 'member5', 'representative']
    const clients = []
    for (const name of names) {
      const link = await lossyLink(server.url)
      links.push(link)
      const client = await newClient()
      await enter(client, link.address, name)
      clients.push(client)
    }
    const matter = await submit(clients[0]!)
    const opened = clients.map((client) => client.visit(matter).store)
    await until(() => opened.every(({ phase }) => phase === 'ready'), 'everyone has opened the matter')

    links.forEach((link, i) => link.weather({ seed: seed + i, cut: 0.04, lose: 0.03, delay: 0.2, mostMs: 40 }))
    const sent = clients.flatMap((client, i) =>
      Array.from({ length: MESSAGES }, (_, n) => client.outbox.send(post(matter, `${names[i]} 第 ${n} 条`))),
    )
    // the worst is over when most has been said; what is left must still arrive by itself
    await Promise.race([Promise.all(sent), new Promise((resolve) => setTimeout(resolve, 20_000))])
    links.forEach((link) => link.weather(undefined))
    const answers = await Promise.all(sent)
    expect(answers.filter(({ ok }) => !ok)).toEqual([])

    const cuts = links.reduce((sum, link) => sum + link.counts.cuts, 0)
    expect(cuts, 'the links must have been cut').toBeGreaterThan(0)
    const { token } = await signIn(server.url, 'moderator', 'demo-2026')
    const reader = await connect(server.url, token)
    const { events } = await reader.ask('matter:history', { matter, after: 0, limit: 500 })
    reader.close()
    expect(verifyRecord(matter, events as RecordEvent[]).findings).toEqual([])
    const said = events
      .filter(({ type }) => type === 'message.posted')
      .map(({ data }) => (data as { text: string }).text)
    expect(said).toHaveLength(CLIENTS * MESSAGES)
    expect(new Set(said).size, 'something was said twice').toBe(CLIENTS * MESSAGES)
    for (const name of names) {
      const own = said.filter((text) => text.startsWith(`${name} `))
      expect(own, `the order of ${name}`).toEqual(Array.from({ length: MESSAGES }, (_, n) => `${name} 第 ${n} 条`))
    }

    const head = events.at(-1)!
    await until(() => opened.every(({ confirmed }) => confirmed?.seq === head.seq), 'everyone has every event')
    for (const store of opened) {
      expect(store.events.at(-1)?.hash).toBe(head.hash)
      expect(store.confirmed?.messageCount).toBe(CLIENTS * MESSAGES)
    }
    console.log(`${cuts} cuts, ${said.length} messages, each once, ${CLIENTS} equal records`)
  })
})
