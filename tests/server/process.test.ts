import { spawnSync } from 'node:child_process'
import { mkdir, readdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isLoopback, readSettings } from '../../server/environment.ts'
import { freshFolder } from '../support/folder.ts'
import { connect, signIn, spawnServer } from '../support/server/boot.ts'
import { person, submit } from '../support/server/desk.ts'
import { until } from '../support/server/until.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const start = (args: string[], env: Record<string, string>) =>
  spawnSync(path.join(ROOT, 'node_modules/.bin/node'), ['server/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', DATA_DIR: path.join(tmpdir(), 'zx-never'), ...env },
    encoding: 'utf8',
    timeout: 20_000,
  })

describe('settings', () => {
  it.each([
    [['--demo'], { HOST: '0.0.0.0' }, /--demo .*known password/],
    [[], { HOST: '192.0.2.1', RATE_LIMITS: 'off' }, /RATE_LIMITS=off .*this machine only/],
    [[], { DATABASE_URL: 'postgres://x' }, /DATABASE_URL .*not supported yet/],
    [[], { REDIS_URL: 'redis://x' }, /REDIS_URL .*not supported yet/],
    [[], { PORT: 'http' }, /PORT must be a number/],
    [[], { LOG_LEVEL: 'loud' }, /LOG_LEVEL must be one of/],
    [['--fast'], {}, /unknown flag --fast/],
  ])('[SV7] %j with %j is refused in one plain line', (args, env, line) => {
    const { status, stdout, stderr } = start(args, env)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(line)
    expect([status, stdout]).toEqual([1, ''])
  })

  it.each(['before-1763800000000', 'restoring-4711'])(
    '[BK9] a data directory that a restore left as %s is not begun anew',
    async (name) => {
      const home = await freshFolder()
      const dataDir = path.join(home, 'data')
      await mkdir(`${dataDir}.${name}`)
      const { status, stderr } = start([], { DATA_DIR: dataDir })
      expect(stderr.trim().split('\n')).toHaveLength(1)
      expect(stderr).toContain(`data.${name}: a restore was cut short`)
      expect(status).toBe(1)
      expect(await readdir(home)).toEqual([`data.${name}`])
    },
  )

  it('[SV7] a port that is taken is said in one plain line', async () => {
    const holder = createServer()
    const port = await new Promise<number>((resolve) =>
      holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port)),
    )
    const taken = await spawnServer({ env: { PORT: String(port) } }).then(
      () => 'it started',
      (error: Error) => error.message,
    )
    expect(taken).toContain(`the server ended with 1`)
    expect(taken).toContain(`port ${port} on 127.0.0.1 is in use: set PORT to another one`)
    expect(taken).not.toContain('at ')
    holder.close()
  })

  it('[SV7] defaults are those of DESIGN', () => {
    expect(readSettings([], {})).toEqual({
      port: 4170,
      host: '127.0.0.1',
      dataDir: path.resolve('data'),
      allowedOrigins: [],
      logLevel: 'info',
      rateLimits: true,
      demo: false,
    })
    expect(readSettings([], { ALLOWED_ORIGINS: 'https://a.cn, https://b.cn,' }).allowedOrigins).toEqual([
      'https://a.cn',
      'https://b.cn',
    ])
    expect(['127.0.0.1', '::1', 'localhost', '127.9.9.9'].every(isLoopback)).toBe(true)
    expect(['0.0.0.0', '::', '10.0.0.1', 'localhost.evil.example', '127.evil.example'].some(isLoopback)).toBe(false)
  })
})

describe('the process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    '[SV5] %s under load: everything sent is answered or refused, all is kept, exit 0',
    async (signal) => {
      const server = await spawnServer({ demo: true, env: { RATE_LIMITS: 'off', LOG_LEVEL: 'warn' } })
      expect(server.output()).toBe(`listening on ${server.url}\n`)
      const desk = await person(server, 'member')
      const { matter } = await submit(desk)
      const listener = await connect(server.url, (await signIn(server.url, 'member2', 'demo-2026')).token)
      await listener.ask('matter:open', { matter })
      const answers: string[] = []
      const flow = (async () => {
        while (desk.socket.connected)
          await Promise.all(
            Array.from({ length: 10 }, async () => {
              const reply = await desk.command(matter, 'message.post', { text: '一' })
              answers.push(reply.ok ? 'ok' : reply.refusal.code)
            }),
          )
      })()
      await until(() => answers.length > 50, 'a load')
      process.kill(server.pid, signal)
      const code = await server.ended
      await flow
      expect(code, server.log()).toBe(0)
      expect(listener.heard('session:ended')).toEqual([{ reason: 'shutdown' }])
      expect(new Set(answers)).toEqual(new Set(['ok', 'unavailable']))
      const acknowledged = answers.filter((answer) => answer === 'ok').length
      const heard = listener.heard('matter:events').flatMap(({ events }) => events)
      expect(heard.length, 'whoever listens has heard everything that was acknowledged').toBeGreaterThanOrEqual(
        acknowledged,
      )
    },
  )

  it('[SV5] an idle client that never says goodbye does not hold up the end', async () => {
    const server = await spawnServer({ demo: true })
    const { token } = await signIn(server.url, 'member', 'demo-2026')
    const client = await connect(server.url, token)
    const { ws } = client.socket.io.engine.transport as unknown as { ws: { _socket: { pause(): void } } }
    ws._socket.pause()
    const began = performance.now()
    expect(await server.stop()).toBe(0)
    expect(performance.now() - began).toBeLessThan(10_000)
    client.close()
  })
})
