import { describe, expect, it } from 'vitest'
import type { BridgeHandlers } from '../../../core/desktop/channels.ts'
import { BRIDGE_CHANNELS } from '../../../core/desktop/contract.ts'
import type { Reply } from '../../../core/wire/refusal.ts'
import { LIMITS } from '../../../core/wire/limits.ts'
import { LocalDataError } from '../../../electron/archive/local-data-error.ts'
import { isTrusted, serveBridge } from '../../../electron/main/bridge-server.ts'
import { isPlainJson } from '../../../electron/main/plain-json.ts'
import { uuid } from '../../support/record.ts'

const home = 'app://zx/index.html'
const frame = (url: string, parent: object | null = null) => ({ senderFrame: { url, parent } }) as never

describe('the sender of a message', () => {
  it.each([
    ['the own page', frame('app://zx/index.html#/desk'), true],
    ['a frame within it', frame('app://zx/index.html', {}), false],
    ['another host', frame('app://other/index.html'), false],
    ['a page of the network', frame('https://zx/index.html'), false],
    ['a data address', frame('data:text/html,app://zx/'), false],
    ['an empty page', frame('about:blank'), false],
    ['a frame that is gone', { senderFrame: null } as never, false],
  ])('[DS5] %s: %s', (_, sender, trusted) => expect(isTrusted(sender, home)).toBe(trusted))
})

/** The bridge over handlers that say what they were given. */
function served(special: Partial<BridgeHandlers> = {}) {
  const channels = new Map<string, (event: never, ...args: unknown[]) => Promise<Reply<unknown>>>()
  const reports: unknown[] = []
  const echo = Object.fromEntries(BRIDGE_CHANNELS.map((channel) => [channel, async (...args: unknown[]) => args]))
  serveBridge(
    { handle: (channel, handler) => void channels.set(channel, handler as never) },
    { ...echo, ...special } as BridgeHandlers,
    home,
    (channel, error) => reports.push([channel, error]),
  )
  const call = (channel: string, ...args: unknown[]) => channels.get(channel)!(frame(home), ...args)
  return { channels, call, reports }
}

const theirs = { id: uuid(3), at: 1, actor: uuid(1), type: 'message.posted', hash: 'a'.repeat(64) }
const owner = { server: 'http://127.0.0.1:4170', account: uuid(1) }

describe('the bridge', () => {
  it('[DS5] answers every channel of the contract and refuses each from elsewhere', async () => {
    const { channels } = served()
    expect([...channels.keys()].sort()).toEqual([...BRIDGE_CHANNELS].sort())
    for (const handler of channels.values())
      expect(await handler(frame('https://evil.example/'))).toMatchObject({ ok: false, refusal: { code: 'forbidden' } })
  })

  it.each([
    ['settings:set', [{ theme: 'pink' }]],
    ['settings:set', [{ colour: 'red' }]],
    ['settings:set', []],
    ['settings:get', ['more']],
    ['drafts:put', [owner, { id: 'x' }]],
    ['drafts:list', ['owner']],
    ['outbox:put', [owner, { id: uuid(1), matter: uuid(2), type: 'message.post', data: 5n, at: 1 }]],
    ['outbox:put', [owner, { id: uuid(1), matter: uuid(2), type: 'message.post', data: new Map(), at: 1 }]],
    ['archive:read', [owner, '../../etc']],
    ['archive:search', [owner, 'x'.repeat(101)]],
    ['archive:append', [owner, { summary: {}, events: [] }]],
    ['shelf:address', [owner, '../../etc', 'a'.repeat(64)]],
    ['shelf:address', [owner, 'a'.repeat(32), '../metadata.json']],
    ['archive:diverged', [owner, uuid(2)]],
    ['archive:diverged', [owner, '../../etc', null]],
    ['archive:diverged', [owner, uuid(2), { seq: 0, at: 1 }]],
    ['archive:diverged', [owner, uuid(2), { seq: 2, at: 1, said: 'more' }]],
    ['archive:diverged', [owner, uuid(2), { seq: 2, at: 1, theirs: { ...theirs, hash: 'short' } }]],
    ['files:keep', [owner, uuid(2)]],
    ['files:keep', [owner, uuid(2), -1]],
    ['files:keep', [owner, uuid(2), 1.5]],
    ['files:keep', [owner, uuid(2), LIMITS.attachmentBytes + 1]],
    ['files:keep', [owner, '../files', 1024]],
    ['files:address', [owner, 'A'.repeat(64)]],
    ['files:address', [owner, '../../../etc/passwd']],
    ['files:address', ['owner', 'a'.repeat(64)]],
    ['files:usage', []],
    ['files:usage', [owner, 'more']],
    ['local:inUse', [owner]],
    ['local:remember', ['']],
    ['local:remember', ['x'.repeat(1025)]],
    ['local:seal', []],
    ['local:unseal', [owner]],
    ['local:unseal', [owner, 7]],
    ['desktop:badge', [-1]],
    ['desktop:badge', [1.5]],
    ['desktop:notify', [{ title: 't', body: 'b', route: 'https://evil.example' }]],
  ])('[DS6] %s refuses %o', async (channel, args) => {
    const { call, reports } = served()
    expect(await call(channel, ...args)).toMatchObject({ ok: false, refusal: { details: { reason: 'arguments' } } })
    expect(reports).toEqual([])
  })

  it('[DS6] passes on what fits', async () => {
    const { call } = served()
    for (const [channel, ...args] of [
      ['archive:search', owner, '电梯'],
      ['archive:diverged', owner, uuid(2), { seq: 2, at: 1, theirs }],
      ['archive:diverged', owner, uuid(2), null],
      ['files:keep', owner, uuid(2), 0],
      ['files:keep', owner, uuid(2), LIMITS.attachmentBytes],
      ['files:address', owner, 'a'.repeat(64)],
      ['files:usage', owner],
      ['local:inUse'],
    ] as const)
      expect(await call(channel, ...args), channel).toEqual({ ok: true, value: args })
  })

  it.each([
    ['files:keep', [owner, uuid(2), 1024], 'disk'],
    ['files:address', [owner, 'a'.repeat(64)], 'locked'],
    ['files:usage', [owner], 'locked'],
    ['archive:diverged', [owner, uuid(2), null], 'read-only'],
  ] as const)('[DS6] %s tells its trouble by its reason', async (channel, args, reason) => {
    const { call, reports } = served({ [channel]: () => Promise.reject(new LocalDataError(reason, 'why')) })
    expect(await call(channel, ...args)).toMatchObject({
      refusal: { code: 'unavailable', message: 'why', details: { reason } },
    })
    expect(reports).toEqual([])
  })

  it('[DS6] tells troubles of the disk by their reason, and bugs without their insides', async () => {
    const { call, reports } = served({
      'settings:get': () => Promise.reject(new LocalDataError('read-only', 'in use by process 1')),
      'session:load': () => Promise.reject(new Error('/home/someone/secret')),
    })
    expect(await call('settings:get')).toMatchObject({
      refusal: { code: 'unavailable', message: 'in use by process 1', details: { reason: 'read-only' } },
    })
    const bug = await call('session:load')
    expect(bug).toMatchObject({ refusal: { code: 'internal', details: { reason: 'bug' } } })
    expect(JSON.stringify(bug)).not.toContain('secret')
    expect(reports).toHaveLength(1)
  })
})

describe('plain JSON', () => {
  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)])
  it.each([
    [{ a: [1, 'x', null, true, { b: undefined }] }, true],
    [Object.assign(Object.create(null) as object, { a: 1 }), true],
    [NaN, false],
    [Infinity, false],
    [5n, false],
    [new Date(), false],
    [new Map(), false],
    [new Uint8Array(2), false],
    [() => 1, false],
    ['\ud800', false],
    [JSON.parse('{"__proto__":1}'), false],
    [deep(60), true],
    [deep(5000), false],
  ])('[DS6] %o is plain: %s', (value, expected) => expect(isPlainJson(value)).toBe(expected))
})
