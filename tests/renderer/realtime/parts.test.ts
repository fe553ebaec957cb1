import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { judge } from '../../../src/stores/outbox/judge.ts'
import { refuse } from '../../../core/wire/refusal.ts'
import { backoff } from '../../../src/realtime/backoff.ts'
import { parseFact, parseReply } from '../../../src/realtime/incoming.ts'
import { serverClock } from '../../../src/realtime/server-clock.ts'
import { serverAddress } from '../../../src/realtime/session-api.ts'

describe('waiting', () => {
  it('[CL61] doubles up to its limit and spreads by half', () => {
    expect([0, 1, 2, 3, 9].map((attempt) => backoff(attempt, 500, 15_000, () => 0.5))).toEqual([
      500, 1000, 2000, 4000, 15_000,
    ])
    expect(backoff(0, 500, 15_000, () => 0)).toBe(250)
    expect(backoff(99, 500, 15_000, () => 0.999)).toBeLessThan(22_500)
  })

  it('[OB9] judges a refusal: nobody has decided yet, or the server has said no', () => {
    const again = (...args: Parameters<typeof refuse>) => judge(refuse(...args), 0)
    expect(again('rate-limited', 'rate', '', { retryAfterMs: 900 })).toMatchObject({ again: true })
    const verdict = again('rate-limited', 'rate', '', { retryAfterMs: 900 })
    expect(verdict.again && verdict.afterMs).toBeGreaterThanOrEqual(900)
    expect(again('rate-limited', 'slow-mode', '', { retryAfterMs: 600_000 })).toEqual({ again: false })
    expect(again('unavailable', 'offline', '')).toEqual({ again: true, afterMs: 0 })
    expect(again('internal', 'bug', '')).toMatchObject({ again: true })
    expect(judge(refuse('internal', 'bug', ''), 3)).toEqual({ again: false })
    for (const code of ['forbidden', 'conflict', 'not-found', 'invalid', 'id-reused', 'stale', 'too-large'] as const)
      expect(again(code, 'x', ''), code).toEqual({ again: false })
  })
})

describe('the clock of the server', () => {
  it('[CL62] trusts the shortest way, goes by a better estimate, and never runs backwards', () => {
    let here = 1_000_000
    const clock = serverClock(() => here)
    clock.hear(5_000_000)
    expect(clock.now()).toBe(5_000_000)
    here += 1000
    expect(clock.now()).toBe(5_001_000)
    clock.hear(5_000_900, here - 40)
    expect(clock.now()).toBe(5_000_920)
    clock.hear(4_997_000, here - 10_000)
    expect(clock.now(), 'a worse estimate that agrees').toBe(5_000_920)
    here -= 500
    expect(clock.now(), 'this machine was set back').toBe(5_000_920)
    clock.hear(5_600_000)
    expect(clock.now(), 'this machine slept: the old estimate cannot be true').toBe(5_600_000)
    clock.hear(5_600_100, here - 20)
    here += 11 * 60_000
    clock.hear(6_000_000, here - 2000)
    expect(clock.now(), 'an old estimate gives way').toBe(6_001_000)
  })
})

describe('what comes in', () => {
  it('[CL64] is taken only in its right shape', () => {
    expect(parseFact('inbox:changed', { unread: 1, tasks: 2 })).toEqual({ unread: 1, tasks: 2 })
    for (const body of [undefined, null, 'x', {}, { unread: '1', tasks: 2 }, { unread: 1, tasks: 2, more: 3 }])
      expect(parseFact('inbox:changed', body)).toBeUndefined()
    const schema = z.strictObject({ n: z.int() })
    expect(parseReply(schema, { ok: true, value: { n: 1 } })).toEqual({ ok: true, value: { n: 1 } })
    const refusal = refuse('forbidden', 'not-allowed', 'no')
    expect(parseReply(schema, { ok: false, refusal })).toEqual({ ok: false, refusal })
    for (const reply of [undefined, 7, {}, { ok: true }, { ok: true, value: { n: 'x' } }, { ok: false }, { ok: 'yes' }])
      expect(parseReply(schema, reply)).toMatchObject({ ok: false, refusal: { code: 'internal' } })
  })

  it('[CL65] an address is an origin, on this machine over http and elsewhere over https', () => {
    expect(serverAddress(' 127.0.0.1:4170 ')).toBe('http://127.0.0.1:4170')
    expect(serverAddress('localhost')).toBe('http://localhost')
    expect(serverAddress('[::1]:4170')).toBe('http://[::1]:4170')
    expect(serverAddress('zx.example.cn')).toBe('https://zx.example.cn')
    expect(serverAddress('http://10.0.0.5:4170/')).toBe('http://10.0.0.5:4170')
    expect(serverAddress('HTTPS://ZX.example.cn/some/page')).toBe('https://zx.example.cn')
    for (const text of ['', '   ', 'http://', 'a b', 'http://user:pass@host', 'ftp://host', 'javascript:alert(1)'])
      expect(serverAddress(text), text).toBeUndefined()
  })
})
