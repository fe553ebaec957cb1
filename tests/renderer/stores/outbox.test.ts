// @vitest-environment node
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { AnyState } from '../../../core/kinds.ts'
import { newClient, type Client } from '../../support/client/client.ts'
import { enter, post, submit } from '../../support/client/people.ts'
import { lossyLink, type LossyLink } from '../../support/lossy-link.ts'
import { bootServer, type BootedServer } from '../../support/server/boot.ts'
import { until } from '../../support/until.ts'

let server: BootedServer
let link: LossyLink
beforeAll(async () => void (server = await bootServer({ parts: { rateLimits: false } })))
afterAll(() => server.stop())
beforeEach(async () => void (link = await lossyLink(server.url)))
afterEach(() => link.close())

/** What the server has written down, in order. */
async function said(matter: string): Promise<string[]> {
  const events = await server.store.events(matter, { after: 0, limit: 100_000 })
  return events.filter(({ type }) => type === 'message.posted').map(({ data }) => (data as { text: string }).text)
}

async function opened(username = 'member') {
  const client = await newClient()
  await enter(client, link.address, username)
  const matter = await submit(client)
  return { client, matter }
}

const sendAll = (client: Client, matter: string, words: readonly string[]) =>
  words.map((word) => client.outbox.send(post(matter, word)))

describe('the outbox', () => {
  it('[OB1] keeps a command before it sends it: what cannot be kept is not sent', async () => {
    const { client, matter } = await opened()
    client.machine.fail = 'outbox'
    const sent = await client.outbox.send(post(matter, 'nobody kept this'))
    expect(sent).toMatchObject({ ok: false, refusal: { code: 'unavailable', details: { reason: 'not-kept' } } })
    expect(client.outbox.entries).toEqual([])
    client.machine.fail = undefined
    expect(await client.outbox.send(post(matter, 'this was kept'))).toMatchObject({ ok: true })
    expect(await said(matter)).toEqual(['this was kept'])
  })

  it('[OB2] a command stays until the server has answered, and is gone from the disk then', async () => {
    const { client, matter } = await opened()
    link.down()
    await until('offline', () => client.link.state !== 'online')
    const [sent] = sendAll(client, matter, ['while offline'])
    await until('it is kept', () => client.outbox.pending(matter).length === 1)
    expect(await said(matter)).toEqual([])
    link.mend()
    expect(await sent).toMatchObject({ ok: true })
    expect(client.outbox.entries).toEqual([])
    const again = await client.restart()
    await until('the outbox was read', () => again.link.state === 'online')
    expect(again.outbox.entries).toEqual([])
    expect(await said(matter)).toEqual(['while offline'])
  })

  it('[OB3] a reply that is lost after the server did it leads to no second time', async () => {
    const { client, matter } = await opened()
    link.deafen()
    const [sent] = sendAll(client, matter, ['once'])
    await until('the server has it', async () => (await said(matter)).length === 1)
    expect(client.outbox.entries.map(({ status }) => status)).toEqual(['sending'])
    link.cut()
    expect(await sent).toMatchObject({ ok: true })
    expect(await said(matter)).toEqual(['once'])
  })

  it('[OB3] the same when the program was killed in between', async () => {
    const { client, matter } = await opened()
    link.deafen()
    void sendAll(client, matter, ['before the crash'])
    await until('the server has it', async () => (await said(matter)).length === 1)
    client.stop()
    link.cut()
    const again = await client.restart()
    await until('it was acknowledged', () => again.link.state === 'online' && again.outbox.entries.length === 0)
    expect(await said(matter)).toEqual(['before the crash'])
  })

  it('[OB4] what was given offline survives a restart and is sent once, in order', async () => {
    const { client, matter } = await opened()
    link.down()
    await until('offline', () => client.link.state !== 'online')
    const words = Array.from({ length: 12 }, (_, i) => `offline ${i}`)
    void sendAll(client, matter, words)
    await until('kept', async () => (await client.machine.kept('outbox')).length === words.length)
    const again = await client.restart()
    await until('read again', () => again.outbox.entries.length === words.length)
    expect(again.outbox.entries.map(({ command }) => (command.data as { text: string }).text)).toEqual(words)
    link.mend()
    again.link.reconnect()
    await until('all are out', () => again.outbox.entries.length === 0)
    expect(await said(matter)).toEqual(words)
  })

  it('[OB5] what is refused waits for the person, is not sent again by itself, and can be tried again', async () => {
    const { client, matter } = await opened('representative')
    const moderator = await newClient()
    await enter(moderator, server, 'moderator')
    await moderator.outbox.send({ matter, type: 'matter.lock', data: { reason: '冷静一下' } })
    const sent = await client.outbox.send(post(matter, 'into the lock'))
    expect(sent).toMatchObject({ ok: false, refusal: { code: 'forbidden', details: { reason: 'locked' } } })
    expect(client.outbox.problems.map(({ refusal }) => refusal?.details?.reason)).toEqual(['locked'])
    expect(client.outbox.pending(matter)).toEqual([])

    await moderator.outbox.send({ matter, type: 'matter.unlock', data: {} })
    const again = await client.restart()
    await until('online', () => again.link.state === 'online')
    // Anything that is sent by itself would be out before this later one.
    await again.outbox.send(post(matter, 'after the lock'))
    expect(await said(matter)).toEqual(['after the lock'])
    expect(again.outbox.problems.map(({ refusal }) => refusal?.details?.reason)).toEqual(['locked'])

    const [problem] = again.outbox.problems
    await again.outbox.retry(problem?.id ?? '')
    await until('it is out', () => again.outbox.entries.length === 0)
    expect(await said(matter)).toEqual(['after the lock', 'into the lock'])
  })

  it('[OB5] what is given up is gone for good', async () => {
    const { client, matter } = await opened('representative')
    await client.outbox.send({ matter, type: 'message.hide', data: { message: matter, reason: 'not mine to hide' } })
    const [problem] = client.outbox.problems
    expect(problem?.refusal?.code).toBe('forbidden')
    await client.outbox.dismiss(problem?.id ?? '')
    expect(client.outbox.entries).toEqual([])
    const again = await client.restart()
    await until('online', () => again.link.state === 'online')
    expect(again.outbox.entries).toEqual([])
  })

  it('[OB6] a malformed command is refused at once and never kept', async () => {
    const { client, matter } = await opened()
    const sent = await client.outbox.send(post(matter, '   '))
    expect(sent).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
    expect(client.outbox.entries).toEqual([])
  })

  it('[OB7] one account never sends what another has given', async () => {
    const { client, matter } = await opened('member7')
    link.down()
    await until('offline', () => client.link.state !== 'online')
    const [sent] = sendAll(client, matter, ['from member7'])
    await until('kept', () => client.outbox.pending(matter).length === 1)
    await client.session.signOut()
    expect(await sent).toMatchObject({ ok: false, refusal: { details: { reason: 'signed-out' } } })
    link.mend()
    await enter(client, link.address, 'member8')
    expect(client.outbox.entries).toEqual([])
    await client.outbox.send(post(matter, 'from member8'))
    expect(await said(matter)).toEqual(['from member8'])
    await client.session.signOut()
    await enter(client, link.address, 'member7')
    await until('it is out', () => client.outbox.entries.length === 0)
    await until('both', async () => (await said(matter)).length === 2)
    expect(await said(matter)).toEqual(['from member8', 'from member7'])
  })

  const seeds = process.env.ZX_SEED ? [Number(process.env.ZX_SEED)] : [1, 2, 3].map((n) => n * 7919)
  it.each(seeds)(
    '[OB8] in bad weather everything arrives once and in order (ZX_SEED=%i)',
    async (seed) => {
      const { client, matter } = await opened()
      const store = client.matter(matter)
      link.weather({ seed, cut: 0.04, lose: 0.04, delay: 0.3, mostMs: 20 })
      const words = Array.from({ length: 25 }, (_, i) => `weather ${i}`)
      const sent = sendAll(client, matter, words)
      // A person who waits for the connection presses "try now" now and then.
      const pressing = setInterval(() => client.link.reconnect(), 50)
      try {
        await until(`all are answered (seed ${seed})`, () => client.outbox.entries.length === 0, 60_000)
        const answers = await Promise.all(sent)
        expect(
          answers.every(({ ok }) => ok),
          `seed ${seed}`,
        ).toBe(true)
      } finally {
        clearInterval(pressing)
        link.weather(undefined)
      }
      expect(await said(matter), `seed ${seed}`).toEqual(words)
      await until('the view has caught up', () => (store.confirmed as AnyState | null)?.messageCount === words.length)
      expect(
        store.messages.map(({ text }) => text),
        `seed ${seed}`,
      ).toEqual(words)
      expect(link.counts.connections, `seed ${seed}: the weather was too good`).toBeGreaterThan(2)
    },
    90_000,
  )
})

describe('limits', () => {
  it('[OB9] waits as long as the server says when it is asked too often', async () => {
    const limited = await bootServer()
    const client = await newClient()
    await enter(client, limited, 'member')
    const matter = await submit(client)
    const words = Array.from({ length: 14 }, (_, i) => `quick ${i}`)
    const answers = await Promise.all(sendAll(client, matter, words))
    expect(answers.every(({ ok }) => ok)).toBe(true)
    const events = await limited.store.events(matter, { after: 1, limit: 100 })
    expect(events.map(({ data }) => (data as { text: string }).text)).toEqual(words)
    client.stop()
    await limited.stop()
  })

  it('[OB9] waits no longer when the clock of this machine is set back meanwhile', async () => {
    const limited = await bootServer()
    const client = await newClient()
    await enter(client, limited, 'member')
    const matter = await submit(client)
    const right = Date.now
    onTestFinished(() => void vi.restoreAllMocks())
    const answers = sendAll(
      client,
      matter,
      Array.from({ length: 13 }, (_, i) => `quick ${i}`),
    )
    await until('one has to wait', () => client.outbox.entries.some(({ retryAt }) => retryAt !== undefined))
    vi.spyOn(Date, 'now').mockImplementation(() => right() - 60 * 60_000)
    await until('all are out', () => client.outbox.entries.length === 0)
    expect((await Promise.all(answers)).every(({ ok }) => ok)).toBe(true)
    client.stop()
    await limited.stop()
  })

  it('[OB9] tells the person when slow mode lasts longer than anyone waits', async () => {
    const { client, matter } = await opened('representative')
    const moderator = await newClient()
    await enter(moderator, server, 'moderator')
    await moderator.outbox.send({ matter, type: 'matter.slow', data: { seconds: 600, reason: '人多' } })
    await client.outbox.send(post(matter, 'first'))
    const sent = await client.outbox.send(post(matter, 'too soon'))
    expect(sent).toMatchObject({ ok: false, refusal: { code: 'rate-limited', details: { reason: 'slow-mode' } } })
    expect(client.outbox.problems).toHaveLength(1)
  })
})
