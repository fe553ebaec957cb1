import { argon2Sync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyPassword } from '../../server/accounts/passwords.ts'
import { bootServer, connect, signIn, type BootedServer } from '../support/server/boot.ts'
import { person } from '../support/server/desk.ts'
import { until } from '../support/server/until.ts'

const DAY_MS = 24 * 60 * 60_000
let server: BootedServer
let now = Date.now()
beforeAll(async () => (server = await bootServer({ parts: { clock: () => now } })))
afterAll(() => server.stop())

const post = (username: string, password: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ username, password }),
  })
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
const refused = (token: string) =>
  connect(server.url, token).then(
    (client) => {
      client.close()
      return undefined
    },
    (error: unknown) => (error as { data?: unknown }).data,
  )

describe('signing in', () => {
  it('[AC1] passwords are kept as Argon2id', async () => {
    const stored = await server.store.accountByUsername('member')
    expect(stored?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(await verifyPassword('demo-2026', stored!.passwordHash)).toBe(true)
    expect(await verifyPassword('demo-2027', stored!.passwordHash)).toBe(false)
  })

  it('[AC1] a hash with other costs verifies by its own; one of another form is thrown out', async () => {
    const tag = argon2Sync('argon2id', {
      message: 'p',
      nonce: 'somesaltsomesalt',
      parallelism: 1,
      tagLength: 32,
      memory: 64,
      passes: 1,
    })
    const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
    const hash = `$argon2id$v=19$m=64,t=1,p=1$${text(Buffer.from('somesaltsomesalt'))}$${text(tag)}`
    expect(await verifyPassword('p', hash)).toBe(true)
    await expect(verifyPassword('p', '$2b$10$abcdefghijklmnopqrstuv')).rejects.toThrow('not in the Argon2id form')
  })

  it('[AC2] unknown name, wrong password and suspended account get the same answer', async () => {
    const person = {
      id: '01989680-0000-7000-8000-0000000000aa',
      username: 'gone',
      name: '离任',
      roles: ['member' as const],
    }
    await server.app.people.putAccount(person, 'demo-2026', true)
    const answers = await Promise.all(
      [post('nobody', 'demo-2026'), post('member', 'wrong'), post('gone', 'demo-2026')].map(async (sent) => {
        const response = await sent
        return [response.status, await response.text()]
      }),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]?.[0]).toBe(401)
    expect(JSON.parse(String(answers[0]?.[1]))).toMatchObject({ ok: false, refusal: { code: 'unauthenticated' } })
  })

  it('[AC2] an unknown name costs the same work as a wrong password', async () => {
    const cost = async (username: string) => {
      const before = process.cpuUsage()
      for (let i = 0; i < 4; i++) await post(username, 'wrong')
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    const [unknown, known] = [await cost('nobody-at-all'), await cost('member5')]
    expect(unknown / known, `${unknown} µs against ${known} µs`).toBeGreaterThan(0.5)
    expect(unknown / known).toBeLessThan(2)
  })

  it('[AC9] usernames are compared with case and width folded', async () => {
    expect((await signIn(server.url, ' Ｍember2 ', 'demo-2026')).account.username).toBe('member2')
  })

  it('[AC3] five failures close the pair of account and address, though many be sent at once, and nobody else', async () => {
    const tries = await Promise.all(Array.from({ length: 12 }, (_, i) => post('member3', `guess ${i}`)))
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(5)
    const closed = await post('member3', 'demo-2026')
    expect(closed.status, 'even with the right password').toBe(429)
    const { refusal } = (await closed.json()) as { refusal: { details: { retryAfterMs: number } } }
    expect(refusal.details.retryAfterMs).toBeGreaterThan(14 * 60_000)
    expect((await post('member4', 'demo-2026')).status).toBe(200)
    now += 15 * 60_000 + 1
    expect((await post('member3', 'demo-2026')).status).toBe(200)
  })
})

describe('sessions', () => {
  it('[AC4] tokens are 256 bits, kept only as their hash, and end after 30 days', async () => {
    const { token, expiresAt } = await signIn(server.url, 'member6', 'demo-2026')
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(expiresAt).toBe(now + 30 * DAY_MS)
    expect(await server.store.session(token)).toBeUndefined()
    const client = await connect(server.url, token)
    now += 30 * DAY_MS
    const reply = await client.request('roster:list', {})
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'unauthenticated' } })
    await until(() => client.heard('session:ended').length > 0, 'the client is told')
    expect(client.heard('session:ended')).toEqual([{ reason: 'expired' }])
    await until(() => !client.socket.connected, 'the connection is closed')
    expect(await refused(token)).toMatchObject({ code: 'unauthenticated' })
  })

  it('[AC7] a connection without a session that holds is refused with the reason as data', async () => {
    for (const token of ['', 'x', 'A'.repeat(43), `${'é'.repeat(50)}`])
      expect(await refused(token)).toMatchObject({ code: 'unauthenticated', details: { reason: 'session-ended' } })
    expect(await refused({ $ne: null } as unknown as string)).toMatchObject({ code: 'unauthenticated' })
  })

  it('[AC5] signing out ends the connections of this session at once, and no others', async () => {
    const [here, there] = [await person(server, 'member7'), await person(server, 'member7')]
    const response = await fetch(`${server.url}/api/session`, { method: 'DELETE', ...bearer(here.token) })
    expect(response.status).toBe(200)
    await until(() => !here.socket.connected, 'the connection is closed')
    expect(here.heard('session:ended')).toEqual([{ reason: 'signed-out' }])
    expect((await there.request('roster:list', {})).ok).toBe(true)
    expect(await refused(here.token)).toMatchObject({ code: 'unauthenticated' })
    expect((await fetch(`${server.url}/api/session`, { method: 'DELETE', ...bearer(here.token) })).status).toBe(401)
    there.close()
  })

  it('[AC5] signing out everywhere ends every session of the account', async () => {
    const desks = [await person(server, 'member8'), await person(server, 'member8'), await person(server, 'member8')]
    const other = await person(server, 'member9')
    await fetch(`${server.url}/api/session?everywhere=1`, { method: 'DELETE', ...bearer(desks[0]!.token) })
    for (const { socket, heard, token } of desks) {
      await until(() => !socket.connected, 'the connection is closed')
      expect(heard('session:ended')).toEqual([{ reason: 'signed-out' }])
      expect(await refused(token)).toMatchObject({ code: 'unauthenticated' })
    }
    expect((await other.request('roster:list', {})).ok).toBe(true)
    other.close()
  })

  it('[AC5] suspending an account ends its connections', async () => {
    const desk = await person(server, 'unit2')
    await server.app.people.putAccount(desk.account, 'demo-2026', true)
    await until(() => !desk.socket.connected, 'the connection is closed')
    expect(desk.heard('session:ended')).toEqual([{ reason: 'suspended' }])
    expect(await refused(desk.token)).toMatchObject({ code: 'unauthenticated' })
  })

  it('[AC8] pages of foreign origins get neither a session nor a connection', async () => {
    expect((await post('member', 'demo-2026', { origin: 'https://evil.example' })).status).toBe(403)
    const desktop = await post('member', 'demo-2026', { origin: 'app://zx' })
    expect(desktop.headers.get('access-control-allow-origin')).toBe('app://zx')
    const { token } = (await desktop.json()) as { token: string }
    for (const origin of ['https://evil.example', 'null', 'file://', `https://${new URL(server.url).hostname}`])
      await expect(connect(server.url, token, { origin }), origin).rejects.toThrow()
    for (const origin of ['app://zx', server.url]) (await connect(server.url, token, { origin })).close()
    const preflight = (origin: string) =>
      fetch(`${server.url}/api/session`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
      })
    expect((await preflight('app://zx')).status).toBe(204)
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('[SV12] the log holds neither passwords nor tokens', async () => {
    const { token } = await signIn(server.url, 'unit', 'demo-2026')
    expect(server.log()).not.toContain(token)
    expect(server.log()).not.toContain('demo-2026')
  })
})
