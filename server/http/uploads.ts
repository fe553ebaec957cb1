import type { IncomingMessage } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { Account } from '../../core/people/roles.ts'
import type { Attachment } from '../../core/wire/attachments.ts'
import { LIMITS } from '../../core/wire/limits.ts'
import { refuse, type Reply } from '../../core/wire/refusal.ts'
import type { Arrivals } from '../attachments/arrivals.ts'
import type { Attachments } from '../attachments/attachments.ts'

/** Where a part of an upload goes. In bytes. */
export interface Place {
  offset: number
  total?: number
}

/** What a part is answered with: how much has arrived, or the file when all of it has. */
export type Taken = { arrived: number } | Attachment

export interface Uploads {
  /** Takes a request's body as a part of an upload; rejects when the connection breaks off, and keeps what has come. */
  take(request: IncomingMessage, account: Account, upload: string, name: string, place: Place): Promise<Reply<Taken>>
  stateOf(account: Account, upload: string): Promise<{ arrived: number; attachment?: Attachment }>
}

/** A connection over which nothing comes for so long is cut, in ms; its upload goes on from there. */
const SILENCE_MS = 30_000
const MOST_REMEMBERED = 1000
const tooLarge = refuse('too-large', 'file', 'the file is too large', { limit: LIMITS.attachmentBytes })

/** Uploads over HTTP. What was completed lately is remembered, for clients that lost the answer on the way. */
export function createUploads(attachments: Attachments, arrivals: Arrivals): Uploads {
  const completed = new Map<string, Attachment>()
  const key = (account: Account, upload: string) => `${account.id} ${upload}`

  function remember(account: Account, upload: string, attachment: Attachment): void {
    completed.set(key(account, upload), attachment)
    const [oldest] = completed.keys()
    if (completed.size > MOST_REMEMBERED && oldest !== undefined) completed.delete(oldest)
  }

  async function complete(account: Account, upload: string, name: string, whole: string): Promise<Reply<Taken>> {
    const taken = await attachments.take(account, name, () => readFile(whole))
    // what cannot be taken now may be taken later; what is refused for what it is will be refused again
    if (taken.ok || taken.refusal.code === 'invalid') await arrivals.forget(account.id, upload)
    if (taken.ok) remember(account, upload, taken.value)
    return taken
  }

  return {
    async take(request, account, upload, name, place) {
      const known = completed.get(key(account, upload))
      if (known) return { ok: true, value: known }
      if (Number(request.headers['content-length'] ?? 0) > LIMITS.attachmentBytes)
        return { ok: false, refusal: tooLarge }
      request.setTimeout(SILENCE_MS, () => request.destroy())
      try {
        // not destroyed when a part is refused half-way: its sender is to read why
        const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
        const added = await arrivals.add(account.id, upload, { ...place, body, cancel: () => request.destroy() })
        if (!added.ok || added.value.whole === undefined)
          return added.ok ? { ok: true, value: { arrived: added.value.arrived } } : added
        return await complete(account, upload, name, added.value.whole)
      } finally {
        request.socket?.setTimeout(0)
        // what is left of a refused body is read and dropped
        request.resume()
        // without a total nobody knows its id, and nobody can go on with it
        if (place.total === undefined) await arrivals.forget(account.id, upload)
      }
    },
    async stateOf(account, upload) {
      const attachment = completed.get(key(account, upload))
      return { arrived: await arrivals.arrived(account.id, upload), ...(attachment ? { attachment } : {}) }
    },
  }
}

/** `offset` and `total` of a part's address. */
export function placeOf(request: IncomingMessage): Reply<Required<Place>> {
  const { searchParams } = new URL(request.url ?? '/', 'http://server')
  const read = (name: string) => (/^\d{1,12}$/.test(searchParams.get(name) ?? '') ? Number(searchParams.get(name)) : -1)
  const [offset, total] = [read('offset'), read('total')]
  if (offset < 0 || total < 0 || offset > total)
    return { ok: false, refusal: refuse('invalid', 'upload', 'offset and total must be whole numbers of bytes') }
  return total > LIMITS.attachmentBytes ? { ok: false, refusal: tooLarge } : { ok: true, value: { offset, total } }
}

/** The name a client gives a file: `x-filename`, percent-encoded UTF-8. */
export function nameOf({ headers }: IncomingMessage, attachments: Attachments): Reply<string> {
  const given = headers['x-filename']
  try {
    return attachments.nameOf(decodeURIComponent(typeof given === 'string' ? given : ''))
  } catch {
    return { ok: false, refusal: refuse('invalid', 'file-name', 'the name is not percent-encoded UTF-8') }
  }
}
