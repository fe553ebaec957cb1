import { io, type Socket } from 'socket.io-client'
import type { z } from 'zod'
import { facts, type Fact, type FactName } from '../../core/wire/facts.ts'
import { refusalSchema, type Refusal, type Reply } from '../../core/wire/refusal.ts'
import { requests, type RequestIn, type RequestName, type RequestValue } from '../../core/wire/requests.ts'
import { backoff } from './backoff.ts'
import { parseFact, parseReply, unavailable } from './incoming.ts'

/** How the connection speaks to its owner. */
export interface ConnectionListener {
  /** The server has introduced itself; false: have nothing to do with it. Nothing else is heard before this said yes. */
  admit(welcome: Fact<'session:welcome'>): boolean
  online(): void
  /** Not connected. `retryAt` (ms UTC, this machine's clock): when it is tried again; absent while it is being tried. */
  down(retryAt?: number): void
  /** The server will not have this session; the connection has stopped. */
  refused(refusal: Refusal): void
  fact<N extends FactName>(name: N, fact: Fact<N>): void
  /** The other side does not speak this protocol; the connection has stopped. */
  foreign(detail: string): void
}

/** A connection that comes back by itself until it is closed. */
export interface Connection {
  request<N extends RequestName>(name: N, body: RequestIn<N>, timeoutMs: number): Promise<Reply<RequestValue<N>>>
  /** Tries now instead of later; with `renew` also gives up a connection that may have died unnoticed. */
  wake(renew: boolean): void
  close(): void
}

// A server that welcomes and closes again is not hammered: waits grow unless a connection has lived this long, ms.
const LASTING_MS = 5000
const WELCOME_MS = 10_000

/** Connects to `server` (an origin) with a session token. WebSocket only; waits between attempts grow, with jitter. */
export function connect(server: string, token: string, listener: ConnectionListener): Connection {
  let socket: Socket | undefined
  let admittedAt: number | undefined
  let attempt = 0
  let closed = false
  let timer: ReturnType<typeof setTimeout> | undefined

  function dial(): void {
    clearTimeout(timer)
    listener.down()
    const dialled = io(server, {
      transports: ['websocket'],
      auth: { token },
      reconnection: false,
      forceNew: true,
      timeout: WELCOME_MS,
    })
    socket = dialled
    timer = setTimeout(lose, WELCOME_MS)
    dialled.on('disconnect', () => lose())
    dialled.on('connect_error', (error: Error & { data?: unknown }) => {
      const { success, data } = refusalSchema.safeParse(error.data)
      if (success && data.code === 'unauthenticated') stop(() => listener.refused(data))
      else lose(success ? Number(data.details?.retryAfterMs ?? 0) : 0)
    })
    dialled.on('session:welcome', (body: unknown) => {
      const welcome = parseFact('session:welcome', body)
      if (!welcome) return stop(() => listener.foreign('session:welcome'))
      clearTimeout(timer)
      if (!listener.admit(welcome)) return close()
      admittedAt = Date.now()
      listener.online()
    })
    for (const name of (Object.keys(facts) as FactName[]).filter((fact) => fact !== 'session:welcome'))
      dialled.on(name, (body: unknown) => {
        const fact = parseFact(name, body)
        if (!fact) return stop(() => listener.foreign(name))
        if (admittedAt !== undefined) listener.fact(name, fact)
      })
  }

  function drop(): void {
    clearTimeout(timer)
    const dropped = socket
    socket = undefined
    admittedAt = undefined
    dropped?.off()
    dropped?.disconnect()
  }

  function lose(atLeast = 0): void {
    if (closed) return
    if (admittedAt !== undefined && Date.now() - admittedAt > LASTING_MS) attempt = 0
    drop()
    const wait = Math.max(atLeast, backoff(attempt++))
    timer = setTimeout(dial, wait)
    listener.down(Date.now() + wait)
  }

  function close(): void {
    closed = true
    drop()
  }

  function stop(tell: () => void): void {
    if (closed) return
    close()
    tell()
  }

  dial()
  return {
    request(name, body, timeoutMs) {
      const asked = socket
      if (!asked || admittedAt === undefined) return Promise.resolve(unavailable('offline'))
      const schema = requests[name].out as unknown as z.ZodType<RequestValue<typeof name>>
      return new Promise((resolve) => {
        asked.timeout(timeoutMs).emit(name, body, (error: Error | null, reply: unknown) => {
          if (error) resolve(unavailable(asked.connected ? 'timeout' : 'offline'))
          else resolve(parseReply(schema, reply))
        })
      })
    },
    wake(renew) {
      if (closed) return
      attempt = 0
      if (renew && admittedAt !== undefined) drop()
      if (!socket) dial()
    },
    close,
  }
}
