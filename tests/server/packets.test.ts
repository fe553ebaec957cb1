import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIMITS } from '../../core/wire/limits.ts'
import { excessOf } from '../../server/sockets/bounds.ts'
import { connect, signIn, spawnServer, type SpawnedServer, type TestClient } from '../support/server/boot.ts'
import { RawSocket } from '../hostile/raw-socket.ts'

let server: SpawnedServer
let token: string
let client: TestClient
beforeAll(async () => {
  server = await spawnServer({ demo: true })
  token = (await signIn(server.url, 'member', 'demo-2026')).token
  client = await connect(server.url, token)
})
afterAll(async () => {
  client.close()
  await server.stop()
})

const send = (name: string, ...args: unknown[]) =>
  client.socket.timeout(10_000).emitWithAck(name, ...args) as Promise<unknown>
const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) })
const matter = '01989680-1111-7000-8000-000000000001'

/** Frames that no client of ours sends. */
const FRAMES: [string, string | Uint8Array][] = [
  ['no acknowledgement', '42["roster:list",{}]'],
  ['no body', '421["matter:open"]'],
  ['a name only', '42["x"]'],
  ['a number for a name', '421[7,{}]'],
  ['10 KB of brackets', `421["matter:open",${'['.repeat(10_000)}`],
  ['balanced brackets', `421["matter:open",${'['.repeat(5000)}${']'.repeat(5000)}]`],
  ['balanced braces', `421["matter:open",${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}]`],
  ['__proto__', '421["matter:open",{"__proto__":{"polluted":true},"matter":"x"}]'],
  ['constructor', '421["matter:open",{"constructor":{"prototype":{"polluted":1}}}]'],
  ['an inherited name', '421["toString",{}]'],
  ['another inherited name', '421["__proto__",{}]'],
  ['the event connect', '421["connect",{}]'],
  ['the event disconnect', '421["disconnect",{}]'],
  ['the event disconnecting', '421["disconnecting",{}]'],
  ['the event error', '42["error",{"message":"x"}]'],
  ['the event newListener', '421["newListener","x"]'],
  ['two bodies', '421["roster:list",{},{}]'],
  ['null', '421["roster:list",null]'],
  ['a lone surrogate', `421["matters:list",{"text":"\\ud800"}]`],
  ['NUL', '421["matters:list",{"text":"\\u0000"}]'],
  ['an unknown namespace', '40/admin,{}'],
  ['an event in an unknown namespace', '42/admin,1["roster:list",{}]'],
  ['a second connect', '40{"token":"x"}'],
  ['a binary event', '451-["matter:open",{"_placeholder":true,"num":0}]'],
  ['a deep binary event', `451-1["x",${'['.repeat(6000)}{"_placeholder":true,"num":9}${']'.repeat(6000)}]`],
  ['bytes from nowhere', Uint8Array.from([1, 2, 3])],
  ['an acknowledgement of nothing', '43999["x"]'],
  ['a huge acknowledgement id', '4299999999999999999999["roster:list",{}]'],
  ['an unknown packet type', '49["x"]'],
  ['no JSON', '421["roster:list",{]'],
  ['a ping', '2'],
  ['an upgrade', '5'],
  ['an empty frame', ''],
  ['100 KB', `421["matters:list",{"text":"${'x'.repeat(100_000)}"}]`],
]

describe('packets', () => {
  it.each(FRAMES)('[WR9] %s harms nobody', async (_, frame) => {
    const raw = await RawSocket.open(server.url, token)
    raw.send(frame)
    // a honest request behind it on another connection has been answered: the frame has been looked at
    expect(await client.request('roster:list', { since: 0 })).toMatchObject({ ok: true })
    raw.close()
    expect(server.exitCode()).toBeNull()
    expect(server.log()).not.toMatch(/"level":60/)
  })

  it('[WR2] unknown names and wrong shapes are refused with a reason', async () => {
    expect(await send('matter:burn', {})).toMatchObject({
      ok: false,
      refusal: { code: 'invalid', details: { reason: 'unknown-request' } },
    })
    for (const args of [[], [1], ['x'], [null], [[]], [{}, {}]])
      expect(await send('roster:list', ...args)).toMatchObject({
        ok: false,
        refusal: { details: { reason: 'one-object' } },
      })
    expect(await send('matter:open', { matter: 7 })).toMatchObject({
      ok: false,
      refusal: { code: 'invalid', details: { reason: 'shape', issues: [{ path: ['matter'] }] } },
    })
    expect(await send('matter:open', { matter, more: 1 })).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
    const command = { id: matter, matter, type: 'proposal.burn', data: {} }
    expect(await send('matter:command', command)).toMatchObject({
      ok: false,
      refusal: { details: { reason: 'unknown-command' } },
    })
  })

  it('[WR2] depth, keys and items are bounded where they are too many, and not before', async () => {
    const command = (data: unknown) => send('matter:command', { id: matter, matter, type: 'message.post', data })
    expect(await command(nested(LIMITS.depth))).toMatchObject({
      refusal: { code: 'too-large', details: { reason: 'depth' } },
    })
    expect(await command(nested(LIMITS.depth - 1))).toMatchObject({ refusal: { code: 'invalid' } })
    const keys = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${i}`, i]))
    expect(await command(keys(LIMITS.keys + 1))).toMatchObject({
      refusal: { code: 'too-large', details: { reason: 'keys' } },
    })
    expect(await command(keys(LIMITS.keys))).toMatchObject({ refusal: { code: 'invalid' } })
    const items = (n: number) => ({ items: Array.from({ length: n }, () => 1) })
    expect(await command(items(LIMITS.items + 1))).toMatchObject({
      refusal: { code: 'too-large', details: { reason: 'items' } },
    })
    expect(await command(items(LIMITS.items))).toMatchObject({ refusal: { code: 'invalid' } })
    expect(excessOf(JSON.parse('{"a":[{"__proto__":1}]}'))).toBe('prototype')
  })

  it('[WR2] a message of more than 64 KiB closes its connection', async () => {
    const raw = await RawSocket.open(server.url, token)
    raw.send(`421["matters:list",{"text":"${'x'.repeat(LIMITS.messageBytes)}"}]`)
    await raw.closed
    expect(await client.request('roster:list', {})).toMatchObject({ ok: true })
  })

  it('[WR9] a client that sends nothing but rubbish is closed in the end', async () => {
    const raw = await RawSocket.open(server.url, token)
    for (let i = 0; i < 300 && raw.isOpen; i++) raw.send('42["x"]')
    await raw.closed
  })
})
