import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import { isOpen, maySee, participants } from '../../core/kinds.ts'
import { addressesOf } from '../../core/matter/task.ts'
import type { Fact } from '../../core/wire/facts.ts'
import { LIMITS, PROTOCOL } from '../../core/wire/limits.ts'
import type { People } from '../accounts/roster.ts'
import type { Confirmations } from '../accounts/confirmations.ts'
import type { Sessions } from '../accounts/sessions.ts'
import type { Committee } from '../committee/committee.ts'
import type { OriginCheck } from '../http/origins.ts'
import type { ServedBook } from '../clocks/book.ts'
import type { Logger } from '../log.ts'
import type { Appended, Matters } from '../matters/matters.ts'
import type { Woken } from '../matters/waking.ts'
import type { Reading } from '../matters/reading.ts'
import type { SimilarMatters } from '../matters/similar.ts'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../store/contract.ts'
import { guardAdmission } from './admission.ts'
import type { RateLimits } from './buckets.ts'
import { createChanges } from './changes.ts'
import { createFeed } from './feed.ts'
import { broadcastStraight } from './frames.ts'
import { createInboxTeller } from './inbox.ts'
import { createPresence } from './presence.ts'
import { createProgress } from './progress.ts'
import { createReceive } from './receive.ts'
import { createHandlers } from './requests.ts'
import { membersOf, rooms, type ClientSocket, type Io } from './rooms.ts'
import { closeAll, watchSlowClients } from './slow.ts'

export interface SocketParts {
  http: HttpServer
  store: Store
  people: People
  sessions: Sessions
  confirmations: Confirmations
  committee: Committee
  matters: Matters
  reading: Reading
  similar: SimilarMatters
  metrics: Metrics
  limits: RateLimits
  originAllowed: OriginCheck
  server: { name: string; version: string }
  now: () => number
  clockBook: ServedBook
  log: Logger
  mostWaitingBytes?: number
}

export interface Sockets {
  readonly io: Io
  /** Tells everybody concerned of durable events. */
  tell(fact: Appended): void
  /** Tells everybody concerned of what time alone has changed. */
  wake(fact: Woken): void
  /** Tells how far a vote is, and an account that its own part is done. */
  filled(matter: string, account: string): void
  /** Tells everybody that the committee has set something anew. */
  settled(): void
  /** True while a matter's room is flooded: a commit may then wait for company. */
  floods(matter: string): boolean
  /** Ends connections whose session has expired, and forgets idle rate limits. */
  sweep(): void
  /** Refuses new work, answers what is under way (for at most `ms`), says goodbye and closes every connection. */
  drain(ms: number): Promise<void>
}

// dead peers are found after at most one interval and one timeout: 18 s
const HEARTBEAT = { pingInterval: 10_000, pingTimeout: 8_000 }
/** A connection that has not signed in by then is closed, in ms. */
const CONNECT_MS = 10_000
/** How long clients may take to go by themselves when the server shuts down, in ms. */
const GOODBYE_MS = 500

/** Socket.IO over the matters. */
export function createSockets(parts: SocketParts): Sockets {
  const { store, people, sessions, matters, reading, similar, metrics, now, clockBook, log } = parts
  let draining = false
  const io: Io = new Server(parts.http, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: LIMITS.messageBytes,
    connectTimeout: CONNECT_MS,
    ...HEARTBEAT,
    allowRequest: (request, decide) => {
      const allowed = parts.originAllowed(request)
      decide(allowed ? null : 'origin', allowed)
    },
  })
  broadcastStraight(io)
  const feed = createFeed(io, metrics.delivered)
  const changes = createChanges(io, now, clockBook.book)
  const presence = createPresence(io, now)
  const account = people.account
  const inbox = createInboxTeller(io, { store, now, account, log })
  const progress = createProgress(io, { matters, log })
  const slow = watchSlowClients(io, log, parts.mostWaitingBytes)
  const { confirmations, committee } = parts
  const handlers = createHandlers({
    confirmations,
    committee,
    clockBook,
    store,
    people,
    matters,
    reading,
    similar,
    feed,
    presence,
    inbox,
    now,
  })
  const receive = createReceive({
    handlers,
    limits: parts.limits,
    account,
    now,
    log,
    answered: metrics.answered,
    expired: (socket) => end(socket, 'expired'),
  })
  const admission = guardAdmission(io, { sessions, people, store, log, draining: () => draining })

  function end(socket: ClientSocket, reason: Fact<'session:ended'>['reason']): void {
    socket.emit('session:ended', { reason })
    socket.disconnect(true)
  }

  function welcome(socket: ClientSocket): void {
    const { account: id, tokenHash } = socket.data
    const mine = account(id)
    if (!mine) return end(socket, 'signed-out')
    void socket.join([rooms.session(tokenHash), ...addressesOf(mine)])
    // every packet is taken here and goes no further: no name a client sends can reach an emitter's own events
    socket.use((packet) => receive.receive(socket, packet))
    socket.on('error', (error) => log.debug({ err: error }, 'a client sent what is no packet'))
    socket.on('disconnecting', () => {
      for (const room of socket.rooms) if (room.startsWith(rooms.matter(''))) presence.moved(room.slice(7))
    })
    const server = { ...parts.server, key: matters.checkpoints.key, now: now() }
    socket.emit('session:welcome', { account: mine, server, protocol: PROTOCOL })
    admission.stillHolds(socket).then(
      (holds) => holds || end(socket, 'signed-out'),
      (error: unknown) => log.error({ err: error }, 'a session could not be looked at again'),
    )
  }

  io.on('connection', welcome)
  sessions.onEnd((ended) => {
    const room = 'account' in ended ? rooms.account(ended.account) : rooms.session(ended.tokenHash)
    for (const socket of [...membersOf(io, room)]) end(socket, 'signed-out')
  })
  const settled = () => void io.emit('committee:changed', { version: committee.settings().version })
  committee.onChange(settled)
  people.onChange(() => {
    settled()
    for (const socket of io.sockets.sockets.values())
      lookAgain(socket).catch((error: unknown) =>
        log.error({ err: error }, 'a connection could not be looked at again'),
      )
  })

  /** After a change of the roster: rooms that follow from roles and units, and matters that may no longer be seen. */
  async function lookAgain(socket: ClientSocket): Promise<void> {
    const mine = account(socket.data.account)
    if (!mine) return end(socket, 'signed-out')
    if (mine.suspended) return end(socket, 'suspended')
    const addresses = new Set(addressesOf(mine))
    for (const room of socket.rooms) {
      if (/^(role|unit):/.test(room) && !addresses.has(room)) void socket.leave(room)
      const matter = room.startsWith(rooms.matter('')) ? room.slice(7) : undefined
      if (matter !== undefined && !(await reading.sees(mine, matter).catch(() => false))) void socket.leave(room)
    }
    void socket.join([...addresses])
  }

  /** In a matter that is not open to all, whoever it no longer concerns hears no more of it. */
  function clear({ matter, before, after }: Appended): void {
    if (isOpen(after.state)) return
    const still = new Set(participants(after.state))
    if (!before.state || participants(before.state).every((id) => still.has(id))) return
    for (const socket of [...membersOf(io, rooms.matter(matter))]) {
      const reader = account(socket.data.account)
      if (!reader || !maySee(after.state, reader)) void socket.leave(rooms.matter(matter))
    }
  }

  async function drain(ms: number): Promise<void> {
    draining = true
    receive.refuseAll()
    const until = performance.now() + ms
    while (receive.underWay > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 5))
    // events of the last answers are on their way to the feed
    await new Promise((resolve) => setImmediate(resolve))
    feed.flushAll()
    for (const { close } of [changes, inbox, presence, progress, slow]) close()
    io.emit('session:ended', { reason: 'shutdown' })
    closeAll(io, GOODBYE_MS)
  }

  return {
    io,
    tell(fact) {
      clear(fact)
      feed.add(fact.matter, fact.events)
      changes.note(fact)
      inbox.note(fact)
    },
    wake({ state, addresses }) {
      changes.touch(state)
      inbox.touchAddresses(addresses)
    },
    filled(matter, id) {
      progress.note(matter)
      inbox.touch(id)
    },
    settled,
    floods: feed.floods,
    sweep() {
      parts.limits.sweep()
      for (const socket of [...io.sockets.sockets.values()]) if (socket.data.expiresAt <= now()) end(socket, 'expired')
    },
    drain,
  }
}
