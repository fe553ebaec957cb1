import { randomUUID } from 'node:crypto'
import type { Account } from '../../core/people/roles.ts'
import { parse } from '../../core/wire/parse.ts'
import { refuse, type Refusal, type Reply } from '../../core/wire/refusal.ts'
import { requests, type ParsedRequest, type RequestName, type RequestValue } from '../../core/wire/requests.ts'
import type { Logger } from '../log.ts'
import { Unavailable } from '../store/contract.ts'
import { excessOf, isObject } from './bounds.ts'
import type { RateLimits } from './buckets.ts'
import type { ClientSocket } from './rooms.ts'

/** Who asks, and over which connection. */
export interface Caller {
  account: Account
  socket: ClientSocket
}

/** One handler a request; what it gets has been parsed. It answers with data and throws only on bugs. */
export type Handlers = {
  [N in RequestName]: (
    body: ParsedRequest<N>,
    caller: Caller,
  ) => Reply<RequestValue<N>> | Promise<Reply<RequestValue<N>>>
}

export interface ReceiveParts {
  handlers: Handlers
  limits: RateLimits
  account: (id: string) => Account | undefined
  now: () => number
  log: Logger
  /** Told of every answer: the request's name (or `unknown`) and the refusal's code, if it was refused. */
  answered: (request: string, code: Refusal['code'] | undefined) => void
  /** The session is over: ends the connection. */
  expired: (socket: ClientSocket) => void
}

type Acknowledge = (reply: Reply<unknown>) => void

const MOST_UNDER_WAY = 1000
/** A client that sends so many packets which no client of ours sends is closed. */
const MOST_STRIKES = 200

const no = (...args: Parameters<typeof refuse>) => ({ ok: false as const, refusal: refuse(...args) })

/**
 * The one way in for packets: checks, parses, runs and answers every request. Nothing that a client can send makes it
 * throw. Packets without an acknowledgement are dropped.
 */
export function createReceive(parts: ReceiveParts) {
  const { handlers, limits, log } = parts
  const strikes = new WeakMap<ClientSocket, number>()
  const underWay = new WeakMap<ClientSocket, number>()
  let total = 0
  let draining = false

  function strike(socket: ClientSocket): void {
    const count = (strikes.get(socket) ?? 0) + 1
    strikes.set(socket, count)
    if (count < MOST_STRIKES) return
    socket.emit('session:ended', { reason: 'protocol' })
    socket.disconnect(true)
  }

  /** What is wrong with a packet before its content is looked at. */
  function refusalOf(socket: ClientSocket, account: Account | undefined, name: unknown, args: unknown[]) {
    if (draining) return refuse('unavailable', 'shutting-down', 'the server is shutting down', { retryAfterMs: 2000 })
    if (!account || account.suspended || socket.data.expiresAt <= parts.now())
      return refuse('unauthenticated', 'session-ended', 'the session has ended')
    if ((underWay.get(socket) ?? 0) >= MOST_UNDER_WAY)
      return refuse('rate-limited', 'under-way', 'too many requests at once', { retryAfterMs: 1000 })
    const [body] = args
    const known = typeof name === 'string' && Object.hasOwn(requests, name)
    const type = isObject(body) && typeof body.type === 'string' ? body.type : undefined
    const retryAfterMs = limits.take(account.id, known ? name : 'unknown', type)
    if (retryAfterMs > 0) return refuse('rate-limited', 'rate', 'too many requests', { retryAfterMs })
    if (!known) return refuse('invalid', 'unknown-request', 'no such request')
    if (args.length !== 1 || !isObject(body)) return refuse('invalid', 'one-object', 'a request carries one object')
    const excess = excessOf(body)
    if (excess === 'prototype') return refuse('invalid', 'prototype', 'no such field')
    return excess ? refuse('too-large', excess, 'the request is nested too deeply or has too many parts') : undefined
  }

  async function run<N extends RequestName>(name: N, body: unknown, caller: Caller): Promise<Reply<unknown>> {
    const parsed = parse(requests[name].in, body)
    if (!parsed.ok) return parsed
    const handler: Handlers[N] = handlers[name]
    return handler(parsed.value as ParsedRequest<N>, caller)
  }

  async function answer(socket: ClientSocket, [name, ...rest]: unknown[]): Promise<void> {
    const acknowledge = rest.pop()
    if (typeof acknowledge !== 'function') {
      parts.answered('unknown', 'invalid')
      return strike(socket)
    }
    const account = parts.account(socket.data.account)
    const refusal = refusalOf(socket, account, name, rest)
    let reply: Reply<unknown>
    if (refusal || !account) {
      reply = refusal ? { ok: false, refusal } : no('unauthenticated', 'session-ended', 'the session has ended')
      if (refusal?.code === 'invalid' || refusal?.code === 'too-large') strike(socket)
    } else reply = await guarded(name as RequestName, rest[0], { account, socket })
    parts.answered(
      typeof name === 'string' && Object.hasOwn(requests, name) ? name : 'unknown',
      reply.ok ? undefined : reply.refusal.code,
    )
    ;(acknowledge as Acknowledge)(reply)
    if (!reply.ok && reply.refusal.code === 'unauthenticated') parts.expired(socket)
  }

  async function guarded(name: RequestName, body: unknown, caller: Caller): Promise<Reply<unknown>> {
    const { socket } = caller
    underWay.set(socket, (underWay.get(socket) ?? 0) + 1)
    total++
    try {
      return await run(name, body, caller)
    } catch (error) {
      if (error instanceof Unavailable) {
        log.error({ request: name, err: error }, 'the store cannot work')
        return no('unavailable', 'store', 'the store cannot work at the moment', { retryAfterMs: 1000 })
      }
      const bug = randomUUID()
      log.error({ bug, request: name, account: caller.account.id, err: error }, 'a request failed')
      return no('internal', 'bug', 'something went wrong on the server', { bug })
    } finally {
      underWay.set(socket, (underWay.get(socket) ?? 1) - 1)
      total--
    }
  }

  return {
    /** Takes one packet as Socket.IO delivers it: name, arguments, acknowledgement. */
    receive: (socket: ClientSocket, packet: unknown[]): void => void answer(socket, packet),
    /** How many requests are being worked on. */
    get underWay() {
      return total
    },
    /** From now on requests are refused `unavailable`. */
    refuseAll(): void {
      draining = true
    },
  }
}

export type Receive = ReturnType<typeof createReceive>
