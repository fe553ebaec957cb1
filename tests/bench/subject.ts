import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { io, type Socket } from 'socket.io-client'
import { v7 } from 'uuid'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** A server under measurement: ours or the bare one. */
export interface Subject {
  url: string
  pid: number
  /** The folder with its data, to start it again on. */
  dataDir: string
  stop(keep?: boolean): Promise<void>
}

async function start(args: string[], env: Record<string, string>, dataDir: string): Promise<Subject> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^listening on (\S+)$/.exec(line)?.[1]
      if (found) resolve(found)
    })
  })
  return {
    url,
    pid: child.pid ?? 0,
    dataDir,
    async stop(keep = false) {
      child.removeAllListeners('exit')
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      if (!keep) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Our server with its demo accounts, rate limits off. */
export function ours(dataDir = mkdtempSync(path.join(tmpdir(), 'zx-bench-'))): Promise<Subject> {
  return start(
    ['server/main.ts', '--demo'],
    { PORT: '0', DATA_DIR: dataDir, RATE_LIMITS: 'off', LOG_LEVEL: 'error' },
    dataDir,
  )
}

/** Bare Socket.IO. */
export function bare(): Promise<Subject> {
  return start(['tests/bench/bare-server.ts'], {}, mkdtempSync(path.join(tmpdir(), 'zx-bench-')))
}

export async function token(url: string, username: string): Promise<string> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'demo-2026' }),
  })
  return ((await response.json()) as { token: string }).token
}

/** A connected socket; `auth` is a session token where the server wants one. */
export async function connect(url: string, auth?: string): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth: { token: auth } })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}

/** `count` sockets, opened a few at a time. */
export async function crowd(url: string, count: number, auth?: string): Promise<Socket[]> {
  const sockets: Socket[] = []
  while (sockets.length < count) {
    const batch = Math.min(50, count - sockets.length)
    sockets.push(...(await Promise.all(Array.from({ length: batch }, () => connect(url, auth)))))
  }
  return sockets
}

/** Sends a request and answers with its value; a refusal is thrown. */
export async function request<V>(socket: Socket, name: string, body: unknown): Promise<V> {
  const reply = (await socket.timeout(60_000).emitWithAck(name, body)) as { ok: boolean; value: V; refusal: unknown }
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.refusal)}`)
  return reply.value
}

export interface Answer {
  matter: string
  seq: number
  events: { at: number }[]
}

export const command = (socket: Socket, matter: string, type: string, data: unknown) =>
  request<Answer>(socket, 'matter:command', { id: v7(), matter, type, data })

/** A new open proposal; answers with its id. */
export async function submit(socket: Socket, title: string, situation = '路灯不亮，夜间出行不便。'): Promise<string> {
  const { regions } = await request<{ regions: { id: string }[] }>(socket, 'roster:list', {})
  const matter = v7()
  const data = {
    title,
    situation,
    suggestions: ['请尽快修复'],
    category: 'city',
    region: regions[0]?.id,
    form: 'individual',
    open: true,
  }
  await command(socket, matter, 'proposal.submit', data)
  return matter
}
