import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Bag } from '../../core/bag/bag.ts'
import type { Digests } from '../../core/bag/digest.ts'
import { bagFileName } from '../../core/bag/file-name.ts'
import { rosterNames } from '../../core/bag/roster-names.ts'
import { BagError, type Bytes } from '../../core/bag/source.ts'
import { filesTold } from '../../core/bag/told.ts'
import { fits, foldersOf, writeZip } from '../../core/bag/write-zip.ts'
import type { Account } from '../../core/people/roles.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { refuse, type Reply } from '../../core/wire/refusal.ts'
import type { People } from '../accounts/roster.ts'
import { createTurnstile, Crowded } from '../accounts/turnstile.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { Checkpoints } from '../matters/checkpoints.ts'
import type { Reading } from '../matters/reading.ts'
import { layOutAside } from './bag-laying.ts'
import { disposition } from './disposition.ts'
import { hurry } from './hurry.ts'
import { bearerOf, notFound, sendRefusal } from './reply.ts'
import type { UploadLimits } from './upload-limits.ts'

export interface BagRoutesParts {
  reading: Reading
  checkpoints: Checkpoints
  attachments: Attachments
  people: People
  limits: UploadLimits
  accountOf: (token: string) => Promise<Account | undefined>
}

const BAG = /^\/api\/matters\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/bag$/
/** A reader that takes nothing for so long is cut off, in ms, so that others get their turn. */
const SILENCE_MS = 30_000
const AT_ONCE = 4
const AT_ONCE_EACH = 2
const signedOut = refuse('unauthenticated', 'session-ended', 'no session has this token')
const busy = refuse('unavailable', 'busy', 'too many bags are being made', { retryAfterMs: 5000 })
/** Not a word of why it does not fold: that could be of what was taken out. */
const unfolded = refuse('conflict', 'record-unfolded', 'the record does not tell what it began with')
const tooLarge = refuse('too-large', 'bag', 'more than a plain zip can hold')

/** True for the paths that `createBagRoutes` answers. */
export const isBagPath = (pathname: string): boolean => BAG.test(pathname)

/** Node's own hashes: many times as fast as those of core, with the same digits. */
const nodeDigests: Digests = (algorithm) => {
  const hash = createHash(algorithm)
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') }
}

/**
 * `GET /api/matters/ID/bag`: everything that the one who asks may read of a matter, as a zipped bag. The same record
 * gives the same bytes: its checkpoint is dated by the last event.
 */
export function createBagRoutes({ reading, checkpoints, attachments, people, limits, accountOf }: BagRoutesParts) {
  const inTurn = createTurnstile({ atOnce: AT_ONCE, waiting: 50 })
  /** One account, however slow its lines, leaves the others their turns. */
  const ownTurns = new Map<string, ReturnType<typeof createTurnstile>>()
  function ownTurn({ id }: Account) {
    const known = ownTurns.get(id) ?? createTurnstile({ atOnce: AT_ONCE_EACH, waiting: 50 })
    ownTurns.set(id, known)
    return known
  }

  async function filesOf(account: Account, events: readonly RecordEvent[]): Promise<Map<string, Bytes>> {
    const files = new Map<string, Bytes>()
    for (const { sha256, size } of filesTold(events)) {
      const found = await attachments.open(account, sha256)
      if (found.ok && found.value.size === size) files.set(sha256, () => createReadStream(found.value.file))
    }
    return files
  }

  async function layFor(account: Account, matter: string): Promise<Reply<{ bag: Bag; name: string }>> {
    const opened = await reading.open(account, matter, 0, () => {})
    if (!opened.ok) return opened
    const { state, events } = opened.value
    const head = events.at(-1)
    if (!head) return { ok: false, refusal: notFound }
    const bag = await layOutAside({
      matter,
      events,
      checkpoints: [checkpoints.dated(matter, head, head.at)],
      names: rosterNames(people.roster()),
      files: await filesOf(account, events),
    })
    return { ok: true, value: { bag, name: bagFileName(state) } }
  }

  async function give(request: IncomingMessage, response: ServerResponse, account: Account, matter: string) {
    // whoever went away while waiting in line, or meanwhile, gets nothing
    if (response.destroyed) return
    const laid = await layFor(account, matter)
    if (response.destroyed) return
    if (!laid.ok) return sendRefusal(response, laid.refusal)
    const { bag, name } = laid.value
    if (!fits([bag])) return sendRefusal(response, tooLarge)
    response.writeHead(200, {
      'content-type': 'application/zip',
      'content-disposition': disposition('attachment', name),
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    })
    if (request.method === 'HEAD') return void response.end()
    response.setTimeout(SILENCE_MS, () => response.destroy())
    const zip = writeZip(foldersOf([bag]), () => Promise.resolve(bag), {
      digests: nodeDigests,
      breathe: () => breathe(),
    })
    await pipeline(Readable.from(zip, { objectMode: false }), response)
  }

  return async (request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> => {
    hurry(request)
    const token = bearerOf(request)
    const account = token === undefined ? undefined : await accountOf(token)
    if (!account) return sendRefusal(response, signedOut)
    const matter = BAG.exec(pathname)?.[1]
    if (matter === undefined || !['GET', 'HEAD'].includes(request.method ?? '')) return sendRefusal(response, notFound)
    const retryAfterMs = limits.take(account.id, 'bag')
    if (retryAfterMs > 0)
      return sendRefusal(response, refuse('rate-limited', 'bags', 'too many bags at once', { retryAfterMs }))
    try {
      await ownTurn(account)(() => inTurn(() => give(request, response, account, matter)))
    } catch (error) {
      if (error instanceof Crowded) return sendRefusal(response, busy)
      if (error instanceof BagError && error.reason === 'no-record') return sendRefusal(response, unfolded)
      throw error
    }
  }
}

export type BagRoutes = ReturnType<typeof createBagRoutes>
