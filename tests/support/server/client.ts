import { io, type Socket } from 'socket.io-client'
import type { Fact, FactName } from '../../../core/wire/facts.ts'
import type { Reply } from '../../../core/wire/refusal.ts'
import type { RequestIn, RequestName, RequestValue, SignedIn } from '../../../core/wire/requests.ts'

const ANSWER_MS = 20_000

/** A real client. `request` never rejects: a connection that breaks off answers `unavailable`. */
export interface TestClient {
  readonly socket: Socket
  readonly welcome: Fact<'session:welcome'>
  request<N extends RequestName>(name: N, body: RequestIn<N>): Promise<Reply<RequestValue<N>>>
  /** The value of a request; throws on a refusal. */
  ask<N extends RequestName>(name: N, body: RequestIn<N>): Promise<RequestValue<N>>
  /** Every fact of this name so far, in order; it grows while the client lives. */
  heard<N extends FactName>(name: N): Fact<N>[]
  close(): void
}

/** `POST /api/session`; throws on a refusal. */
export async function signIn(url: string, username: string, password: string): Promise<SignedIn> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  const body: unknown = await response.json()
  if (!response.ok) throw new Error(`sign-in as ${username}: ${response.status} ${JSON.stringify(body)}`)
  return body as SignedIn
}

/** Connects with a token and waits for the welcome; rejects with the `connect_error` when it is refused. */
export async function connect(url: string, token: string, options: { origin?: string } = {}): Promise<TestClient> {
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { token },
    ...(options.origin === undefined ? {} : { extraHeaders: { origin: options.origin } }),
  })
  const facts = new Map<string, unknown[]>()
  const heard = (name: string) => {
    const list = facts.get(name) ?? []
    facts.set(name, list)
    return list
  }
  socket.onAny((name: string, fact: unknown) => heard(name).push(fact))
  const welcome = await new Promise<Fact<'session:welcome'>>((resolve, reject) => {
    socket.once('session:welcome', resolve)
    socket.once('connect_error', reject)
    socket.once('disconnect', (reason) => reject(new Error(`disconnected before the welcome: ${reason}`)))
  }).catch((error: unknown) => {
    socket.close()
    throw error
  })

  const request: TestClient['request'] = async (name, body) => {
    const gone = { ok: false as const, refusal: { code: 'unavailable' as const, message: 'the connection broke off' } }
    if (!socket.connected) return gone
    try {
      return (await socket.timeout(ANSWER_MS).emitWithAck(name, body)) as Reply<RequestValue<typeof name>>
    } catch {
      return gone
    }
  }
  return {
    socket,
    welcome,
    request,
    async ask(name, body) {
      const reply = await request(name, body)
      if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.refusal)}`)
      return reply.value
    },
    heard: (name) => heard(name) as Fact<typeof name>[],
    close: () => socket.close(),
  }
}
