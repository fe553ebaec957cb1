import { describe, expect, it } from 'vitest'
import { createBuckets, createRateLimits } from '../../server/sockets/buckets.ts'
import { createFailures } from '../../server/accounts/failures.ts'
import { createTurnstile, Crowded } from '../../server/accounts/turnstile.ts'
import { bootServer, connect } from '../support/server/boot.ts'
import { person, submit } from '../support/server/desk.ts'
import { until } from '../support/server/until.ts'

describe('rates', () => {
  it('[WR10] a bucket gives its burst at once, then refills evenly, and forgets when full', () => {
    let now = 0
    const bucket = createBuckets({ perSecond: 2, burst: 3 }, () => now)
    for (let i = 0; i < 3; i++) {
      expect(bucket.wait('a')).toBe(0)
      bucket.take('a')
    }
    expect(bucket.wait('a')).toBe(500)
    expect(bucket.wait('b')).toBe(0)
    now = 499
    expect(bucket.wait('a')).toBeGreaterThan(0)
    now = 500
    expect(bucket.wait('a')).toBe(0)
    bucket.take('a')
    now = 10_000
    bucket.sweep()
    expect(bucket.wait('a')).toBe(0)
  })

  it('[WR10] posts have a bucket of their own beside the commands’', () => {
    const limits = createRateLimits(() => 0)
    const many = (n: number, request: string, type?: string) =>
      Array.from({ length: n }, () => limits.take('a', request, type)).filter((wait) => wait === 0).length
    expect(many(20, 'matter:command', 'message.post')).toBe(10)
    expect(many(40, 'matter:command', 'message.pin')).toBe(20)
    expect(many(200, 'matters:list')).toBe(120)
    expect(limits.take('b', 'matter:command', 'message.post')).toBe(0)
  })

  it('[WR10] what goes through every proposal has a bucket of its own, so that nobody holds up all others', () => {
    let now = 0
    const limits = createRateLimits(() => now)
    const many = (n: number, request: string) =>
      Array.from({ length: n }, () => limits.take('a', request, undefined)).filter((wait) => wait === 0).length
    expect(many(120, 'matters:similar')).toBe(6)
    expect(many(5, 'proposals:statistics'), 'they share it').toBe(0)
    expect(many(120, 'matters:list'), 'the others go on').toBe(114)
    now = 1000
    expect(many(5, 'proposals:statistics')).toBe(2)
    now = 5000
    limits.sweep()
    expect(many(120, 'matters:similar')).toBe(6)
  })

  it('[WR10] over the wire the eleventh post at once is refused, on whichever connection, and works when told', async () => {
    const server = await bootServer()
    const [one, two] = [await person(server, 'member'), await person(server, 'member')]
    const { matter } = await submit(one)
    const replies = await Promise.all(
      Array.from({ length: 14 }, (_, i) => (i % 2 ? one : two).command(matter, 'message.post', { text: `第 ${i}` })),
    )
    const refused = replies.flatMap((reply) => (reply.ok ? [] : [reply.refusal]))
    expect(refused.length).toBeGreaterThanOrEqual(3)
    for (const refusal of refused) {
      expect(refusal.code).toBe('rate-limited')
      expect(refusal.details?.retryAfterMs).toBeGreaterThan(0)
      expect(refusal.details?.retryAfterMs).toBeLessThanOrEqual(500)
    }
    const other = await person(server, 'member2')
    expect(await other.command(matter, 'message.post', { text: '我可以' })).toMatchObject({ ok: true })
    await until(async () => (await one.command(matter, 'message.post', { text: '再来' })).ok, 'it works again')
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toMatch(/zx_refusals_total\{code="rate-limited"\} [1-9]/)
    await server.stop()
  })

  it('[AC3] failures are counted in a sliding window, for a bounded number of keys', () => {
    const failures = createFailures({ limit: 2, windowMs: 100, most: 3 })
    failures.add('a', 0)
    expect(failures.wait('a', 1)).toBe(0)
    failures.add('a', 50)
    expect(failures.wait('a', 60)).toBe(40)
    expect(failures.wait('a', 100)).toBe(0)
    for (const key of ['b', 'c', 'd']) failures.add(key, 60)
    failures.add('a', 61)
    expect(failures.wait('a', 62), 'the oldest key was forgotten').toBe(0)
    failures.add('a', 63)
    failures.forgive('a')
    expect(failures.wait('a', 64)).toBe(0)
  })

  it('[AC3] hashing lets few in at once, some wait, the rest is turned away', async () => {
    const pass = createTurnstile({ atOnce: 2, waiting: 3 })
    let inside = 0
    let most = 0
    const job = async () => {
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside--
    }
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => pass(job)))
    expect(most).toBe(2)
    expect(results.map(({ status }) => status)).toEqual([
      ...Array<string>(5).fill('fulfilled'),
      ...Array<string>(3).fill('rejected'),
    ])
    expect(
      results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))[0],
    ).toBeInstanceOf(Crowded)
    await pass(job)
  })
})

describe('slow clients', () => {
  it('[WR11] one that takes nothing is closed before it fills the memory; it comes back and misses nothing', async () => {
    const server = await bootServer({ parts: { rateLimits: false, mostWaitingBytes: 500_000 } })
    const writer = await person(server, 'member')
    const { matter } = await submit(writer)
    const [slow, quick] = [await connect(server.url, writer.token), await connect(server.url, writer.token)]
    await slow.ask('matter:open', { matter })
    await quick.ask('matter:open', { matter })
    const { engine } = slow.socket.io
    const { ws } = engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } }
    ws._socket.pause()
    const text = '长'.repeat(3900)
    let posts = 0
    await until(
      async () => {
        posts += (await Promise.all(Array.from({ length: 20 }, () => writer.command(matter, 'message.post', { text }))))
          .length
        return server.log().includes('a client was too slow')
      },
      'the server notices',
      30_000,
    )
    for (let i = 0; i < 20; i++) posts += Number((await writer.command(matter, 'message.post', { text })).ok)
    const heard = () => quick.heard('matter:events').flatMap(({ events }) => events)
    await until(() => heard().length === posts, 'the quick one has everything')
    ws._socket.resume()
    await until(() => !slow.socket.connected, 'the slow one has been closed')

    const got = slow.heard('matter:events').flatMap(({ events }) => events.map(({ seq }) => seq))
    expect(got, 'a prefix without gap').toEqual(got.map((_, i) => i + 2))
    expect(got.length).toBeLessThan(posts)
    const back = await connect(server.url, writer.token)
    const rest = await back.ask('matter:open', { matter, since: got.at(-1) ?? 1 })
    expect(rest.events.map(({ seq }) => seq)).toEqual(
      Array.from({ length: posts - got.length }, (_, i) => (got.at(-1) ?? 1) + i + 1),
    )
    await server.stop()
  })
})
