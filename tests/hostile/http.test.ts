import { connect as tcp } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spawnServer } from '../support/server/boot.ts'

let server: Awaited<ReturnType<typeof spawnServer>>
beforeAll(async () => {
  server = await spawnServer({ demo: true, env: { RATE_LIMITS: 'off' } })
})
afterAll(() => server.stop())

const post = (body: string | Uint8Array, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  fetch(`${server.url}/api/session`, { method: 'POST', body: body as BodyInit, headers })

/** Bytes sent as they are; answers with the first line of the reply. */
function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const socket = tcp(Number(port), hostname, () => socket.write(text))
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')))
    socket.on('error', reject)
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''))
    socket.setTimeout(3000, () => socket.destroy())
  })
}

describe('hostile HTTP', () => {
  it.each([
    ['no JSON', 'xx'],
    ['an array', '[]'],
    ['numbers', '{"username":1,"password":2}'],
    ['an unknown field', '{"username":"a","password":"b","role":"administrator"}'],
    ['a prototype', '{"__proto__":{"x":1},"username":"a","password":"b"}'],
    ['depth', '['.repeat(8000)],
    ['nothing', ''],
  ])('[AC6] sign-in with %s is refused', async (_, body) => {
    const response = await post(body)
    expect([400, 401, 422]).toContain(response.status)
    expect(await response.json()).toMatchObject({ ok: false, refusal: { code: expect.any(String) as string } })
  })

  it('[AC6] a body that is too large or of another type is refused', async () => {
    expect((await post('x'.repeat(1_000_000))).status).toBe(413)
    expect((await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
    expect((await post(Uint8Array.from([0xff, 0xfe, 0, 1]))).status).toBe(400)
  })

  it.each([
    '/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/..\\..\\package.json',
    '/%00',
    '/%ff',
    '/server/main.ts',
    '/package.json',
    '/.git/config',
  ])('[SV6] %s leads nowhere', async (path) => {
    const line = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    expect(line, 'a path outside the web client').not.toMatch(/ 200 /)
  })

  it('[SV6] broken HTTP is answered or closed, and the server lives', async () => {
    for (const text of [
      'GET / HTTP/9.9\r\n\r\n',
      'XYZZY\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(100_000)}\r\n\r\n`,
      'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n',
    ])
      await raw(text).catch(() => '')
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    expect(server.exitCode()).toBeNull()
  })
})
