import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import about from '../package.json' with { type: 'json' }
import { redactedBy } from '../core/matter/redaction.ts'
import { loadPeople, type People } from './accounts/roster.ts'
import { createSessions, type Sessions } from './accounts/sessions.ts'
import { createConfirmations } from './accounts/confirmations.ts'
import { createPasswordCheck, createSignIn } from './accounts/sign-in.ts'
import { openArrivals } from './attachments/arrivals.ts'
import { createAttachments, type Attachments } from './attachments/attachments.ts'
import { openFiles } from './attachments/files.ts'
import { createCommittee, type Committee } from './committee/committee.ts'
import { createInvitations } from './committee/invitations.ts'
import { createFileRoutes } from './http/file-routes.ts'
import { openClockBook, type ServedBook } from './clocks/book.ts'
import { openBoxes } from './boxes/boxes.ts'
import { createHousekeeping, type Housekeeping } from './keeping/housekeeping.ts'
import { createNightly, type BackupPlan, type Nightly } from './keeping/nightly.ts'
import { createListener } from './http/listener.ts'
import { createOriginCheck } from './http/origins.ts'
import { createUploadLimits, unlimitedUploads } from './http/upload-limits.ts'
import { createWebClient } from './http/web-client.ts'
import type { Logger } from './log.ts'
import { createMatters, type Matters } from './matters/matters.ts'
import { createReading } from './matters/reading.ts'
import { createSimilar } from './matters/similar.ts'
import { createMetrics } from './metrics.ts'
import { createScheduler, type Scheduler } from './scheduler/scheduler.ts'
import { createRateLimits, unlimited } from './sockets/buckets.ts'
import { createSockets } from './sockets/sockets.ts'
import type { Store } from './store/contract.ts'

export interface AppParts {
  store: Store
  /** ms UTC */
  clock: () => number
  ids: {
    /** A fresh UUIDv7. */
    id: () => string
    /** 32 random hex digits. */
    salt: () => string
  }
  log: Logger
  /** Where attachments are kept; made when it is not there. */
  filesFolder: string
  /** Where ballots are kept until their poll closes; made when it is not there. */
  boxesFolder: string
  allowedOrigins?: readonly string[]
  /** `false` only for measuring. */
  rateLimits?: boolean
  /** Where the built web client is. */
  webFolder?: string
  /** How often it is looked for what time alone has brought, in ms; 0: only when `scheduler.tick` is called. */
  tickMs?: number
  /** What may wait for one slow client, in bytes. */
  mostWaitingBytes?: number
  /** Where and when backups are made; absent where none are. */
  backups?: BackupPlan
}

export interface App {
  readonly people: People
  readonly sessions: Sessions
  readonly matters: Matters
  readonly attachments: Attachments
  readonly scheduler: Scheduler
  readonly housekeeping: Housekeeping
  /** Absent where no backups are made. */
  readonly nightly?: Nightly
  readonly committee: Committee
  readonly clockBook: ServedBook
  /** Resolves with where it listens, such as `http://127.0.0.1:4170`. Rejects when the port is taken. */
  listen(port: number, host: string): Promise<string>
  /** Stops taking work, answers what is under way, says goodbye. Resolves within about 6 s. The store stays open. */
  close(): Promise<void>
}

const NAME = '智慧政协'
const DRAIN_MS = 4000
const SWEEP_MS = 10_000
const TICK_MS = 1000
/** How long a request may take to arrive, in ms: 20 MB at 25 KB a second. */
const REQUEST_MS = 15 * 60_000

/** The server over its parts: nothing in it reads the environment. */
export async function createApp(parts: AppParts): Promise<App> {
  const { store, clock: now, ids, log } = parts
  const people = await loadPeople(store)
  const sessions = createSessions(store, now)
  const limited = parts.rateLimits ?? true
  const checkPassword = await createPasswordCheck({ store, now, limited })
  const signIn = createSignIn(checkPassword, sessions)
  const confirmations = createConfirmations({ people, checkPassword, now })
  const nightly = parts.backups && createNightly({ ...parts.backups, now, log })
  const metrics = createMetrics({
    ...(nightly ? { backups: nightly } : {}),
    queueDepth: () => matters.depth,
    connections: () => sockets.io.sockets.sockets.size,
    liveMatters: () => matters.lives.size,
  })
  const clockBook = await openClockBook({
    store,
    now,
    log,
    landed: () => matters.landed(),
    changed: () => sockets.settled(),
  })
  const committee = createCommittee({ matters: () => matters, people, id: ids.id, clockBook, log })
  const matters = await createMatters({
    store,
    directory: () => people.directory,
    now,
    book: clockBook.book,
    ...ids,
    log,
    appended(fact) {
      committee.note(fact)
      similar.note(fact)
      sockets.tell(fact)
      if (redactedBy(fact.events).length > 0) void housekeeping.discard()
    },
    async rosterChanged() {
      sessions.swept()
      await people.refresh()
    },
    woke: (fact) => sockets.wake(fact),
    boxes: await openBoxes(parts.boxesFolder),
    filled: (matter, account) => sockets.filled(matter, account),
    patient: (matter) => sockets.floods(matter),
    committed: metrics.committed,
  })
  const scheduler = createScheduler({ store, wake: matters.wake, before: clockBook.look, now, log })
  const reading = createReading(matters, store)
  const similar = createSimilar({ store, matters, book: clockBook.book, log })
  const arrivals = await openArrivals(path.join(parts.filesFolder, 'uploads'))
  const attachments = createAttachments({
    store,
    files: await openFiles(parts.filesFolder),
    sees: reading.seesFile,
    now,
  })
  const uploadLimits = limited ? createUploadLimits(now) : unlimitedUploads
  const originAllowed = createOriginCheck(parts.allowedOrigins ?? [])
  const listener = createListener({
    sessions,
    signIn,
    confirm: confirmations.confirm,
    takeUp: createInvitations({ store, people, matters, sessions, now, id: ids.id, limited }),
    attempted: metrics.signedIn,
    store,
    version: about.version,
    metrics,
    originAllowed,
    ...createFileRoutes({
      store,
      people,
      sessions,
      matters,
      reading,
      attachments,
      arrivals,
      limits: uploadLimits,
    }),
    webClient: createWebClient(parts.webFolder ?? path.resolve(import.meta.dirname, '../out/renderer')),
    log,
  })
  const http = createServer({ requestTimeout: REQUEST_MS, headersTimeout: 10_000 }, listener)
  const sockets = createSockets({
    http,
    store,
    people,
    sessions,
    confirmations,
    committee,
    matters,
    reading,
    similar,
    metrics,
    limits: limited ? createRateLimits(now) : unlimited,
    originAllowed,
    server: { name: NAME, version: about.version },
    now,
    clockBook,
    log,
    ...(parts.mostWaitingBytes === undefined ? {} : { mostWaitingBytes: parts.mostWaitingBytes }),
  })

  const housekeeping = createHousekeeping({ store, arrivals, attachments, now, log })
  const sweep = setInterval(() => {
    sockets.sweep()
    uploadLimits.sweep()
  }, SWEEP_MS)
  let closing: Promise<void> | undefined
  await matters.catchUp()
  const tickMs = parts.tickMs ?? TICK_MS

  async function close(): Promise<void> {
    clearInterval(sweep)
    housekeeping.stop()
    similar.close()
    const idle = Promise.all([scheduler.stop(), nightly?.stop()])
    const closed = http.listening ? new Promise<void>((resolve) => http.close(() => resolve())) : Promise.resolve()
    await sockets.drain(DRAIN_MS)
    await Promise.race([idle, new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())])
    await Promise.race([matters.drain(), new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())])
    http.closeIdleConnections()
    // requests that do not end by themselves are cut off
    setTimeout(() => http.closeAllConnections(), 1000).unref()
    await closed
    await sockets.io.close()
    metrics.close()
  }

  return {
    people,
    sessions,
    matters,
    attachments,
    scheduler,
    housekeeping,
    ...(nightly ? { nightly } : {}),
    committee,
    clockBook,
    async listen(port, host) {
      // after whatever was put into the roster before anybody came: that is where the record begins
      await committee.open()
      // what fell due while no server ran comes before anybody is served
      if (tickMs > 0) {
        await scheduler.tick()
        scheduler.start(tickMs)
        housekeeping.start()
        nightly?.start()
      }
      // only now: what the demo has put into the store meanwhile is to be compared as well
      void similar.fill()
      return new Promise((resolve, reject) => {
        http.once('error', reject)
        http.listen(port, host, () => {
          http.off('error', reject)
          http.on('error', (error) => log.error({ err: error }, 'a connection could not be taken'))
          const { port: taken } = http.address() as AddressInfo
          resolve(`http://${host.includes(':') ? `[${host}]` : host}:${taken}`)
        })
      })
    },
    close: () => (closing ??= close()),
  }
}
