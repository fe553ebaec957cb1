import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bootServer, type BootedServer } from '../support/server/boot.ts'
import { person, submit } from '../support/server/desk.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'zx-web-'))
const webFolder = path.join(folder, 'renderer')
let server: BootedServer
beforeAll(async () => (server = await bootServer({ parts: { webFolder } })))
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})
const get = (where: string, init: RequestInit = {}) => fetch(`${server.url}${where}`, init)

describe('HTTP', () => {
  it('[SV8] tells that it is well, with version and store', async () => {
    const response = await get('/healthz')
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      status: 'ok',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      store: 'memory',
    })
    const sick = await bootServer({ parts: { webFolder } })
    sick.store.ping = () => Promise.reject(new Error('no disk'))
    expect((await fetch(`${sick.url}/healthz`)).status).toBe(503)
    await sick.stop()
  })

  it('[SV8] counts commands, refusals, deliveries, commits, connections and the delay of its loop', async () => {
    const desk = await person(server, 'member')
    const { matter } = await submit(desk)
    await desk.ask('matter:open', { matter })
    await desk.command(matter, 'message.post', { text: '一' })
    await desk.command(matter, 'proposal.file', { category: 'city' })
    const response = await get('/metrics')
    const text = await response.text()
    expect(response.headers.get('content-type')).toContain('text/plain')
    for (const line of [
      /^zx_commands_total 2$/m,
      /^zx_refusals_total\{code="forbidden"\} 1$/m,
      /^zx_deliveries_total 1$/m,
      // with the beginning of the administrative record
      /^zx_commit_seconds_count 3$/m,
      /^zx_connections 1$/m,
      /^zx_queue_depth 0$/m,
      /^zx_live_matters 2$/m,
      /^zx_event_loop_delay_p99_seconds \d/m,
    ])
      expect(text).toMatch(line)
    desk.close()
  })

  it('[AC6] what is not there, or not done this way, is refused as on the socket', async () => {
    for (const [where, method, status, code] of [
      ['/api/nothing', 'GET', 404, 'not-found'],
      ['/nothing', 'POST', 404, 'not-found'],
      ['/api/session', 'GET', 405, 'invalid'],
      ['/healthz', 'DELETE', 405, 'invalid'],
      ['/api/session', 'DELETE', 401, 'unauthenticated'],
      ['/api/attachments', 'POST', 401, 'unauthenticated'],
    ] as const) {
      const response = await get(where, { method })
      expect([where, method, response.status]).toEqual([where, method, status])
      expect(await response.json()).toMatchObject({ ok: false, refusal: { code } })
    }
  })

  it('[SV6] says how to build the web client while it is not there, then serves it under a strict policy', async () => {
    const before = await get('/')
    expect(before.status).toBe(200)
    expect(await before.text()).toContain('npm run build')

    mkdirSync(path.join(webFolder, 'assets'), { recursive: true })
    writeFileSync(path.join(webFolder, 'index.html'), '<!doctype html><title>智慧政协</title>')
    writeFileSync(path.join(webFolder, 'assets/main-4f2a.js'), 'export {}')
    writeFileSync(path.join(folder, 'secret.txt'), 'secret')
    const page = await get('/')
    expect(await page.text()).toContain('<title>智慧政协')
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    const policy = page.headers.get('content-security-policy') ?? ''
    for (const rule of ["default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'"])
      expect(policy).toContain(rule)
    expect(policy).toContain(`connect-src 'self' ws://${new URL(server.url).host}`)
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin')

    const script = await get('/assets/main-4f2a.js')
    expect(script.headers.get('content-type')).toContain('javascript')
    expect(script.headers.get('cache-control')).toContain('immutable')
    for (const where of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/assets/../../secret.txt',
      '/.env',
    ])
      expect((await get(where)).status, where).toBe(404)
  })
})
