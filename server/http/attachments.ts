import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { ATTACHMENT_TYPES } from '../../core/wire/attachments.ts'
import { LIMITS } from '../../core/wire/limits.ts'
import type { Account } from '../../core/people/roles.ts'
import { refuse, type Refusal, type Reply } from '../../core/wire/refusal.ts'
import type { Arrivals } from '../attachments/arrivals.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { notFound, sendJson, sendRefusal } from './reply.ts'

export interface AttachmentRoutesParts {
  attachments: Attachments
  arrivals: Arrivals
  /** Who sends this token, if anybody is signed in with it. */
  accountOf: (token: string) => Promise<Account | undefined>
}

const UPLOAD = /^\/api\/attachments\/uploads\/([0-9a-f-]{36})$/
const FILE = /^\/api\/attachments\/([0-9a-f]{64})$/
const tooLarge = refuse('too-large', 'file', 'the file is too large', { limit: LIMITS.attachmentBytes })
const badRequest = (reason: string) => refuse('invalid', reason, 'the request does not have the right shape')

/**
 * `POST /api/attachments` with the bytes as body and `x-filename` (percent-encoded UTF-8) keeps a file.
 * `PUT /api/attachments/uploads/ID?offset=&total=` sends a part of one, `GET` of the same path says how much has arrived.
 * `GET /api/attachments/SHA256` gives it to whoever may see it.
 */
export function createAttachmentRoutes({ attachments, arrivals, accountOf }: AttachmentRoutesParts) {
  async function signedIn(request: IncomingMessage): Promise<Account | undefined> {
    const [, token] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? []
    return token === undefined ? undefined : accountOf(token)
  }

  async function take(request: IncomingMessage, response: ServerResponse, account: Account): Promise<void> {
    const name = nameOf(request)
    const bytes = name === undefined ? undefined : await readBody(request)
    if (name === undefined) return refuseEarly(response, badRequest('file-name'))
    if (!bytes) return refuseEarly(response, tooLarge)
    send(response, await attachments.take(account, name, bytes))
  }

  async function takePart(
    request: IncomingMessage,
    response: ServerResponse,
    account: Account,
    upload: string,
  ): Promise<void> {
    const { searchParams } = new URL(request.url ?? '/', 'http://server')
    const [offset, total] = [Number(searchParams.get('offset') ?? NaN), Number(searchParams.get('total') ?? NaN)]
    const name = nameOf(request)
    if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(total) || offset < 0 || total < 1 || name === undefined)
      return refuseEarly(response, badRequest('upload'))
    const bytes = await readBody(request)
    if (!bytes) return refuseEarly(response, tooLarge)
    const added = await arrivals.add(account.id, upload, { offset, total, bytes })
    if (!added.ok || !added.value.whole)
      return send(response, added.ok ? { ok: true, value: { arrived: added.value.arrived } } : added)
    const taken = await attachments.take(account, name, added.value.whole)
    if (taken.ok || taken.refusal.code === 'invalid') await arrivals.forget(account.id, upload)
    send(response, taken)
  }

  async function give(response: ServerResponse, account: Account, sha256: string): Promise<void> {
    const found = await attachments.open(account, sha256)
    if (!found.ok) return sendRefusal(response, found.refusal)
    const { file, type, size, name } = found.value
    const shown = ATTACHMENT_TYPES[type].picture ? 'inline' : 'attachment'
    response.writeHead(200, {
      'content-type': type,
      'content-length': size,
      'content-disposition': `${shown}; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-site',
      'cache-control': 'private, max-age=31536000, immutable',
    })
    await pipeline(createReadStream(file), response)
  }

  /** Answers a request below `/api/attachments`; `false` when the path is not one of its own. */
  return async (request: IncomingMessage, response: ServerResponse, pathname: string): Promise<boolean> => {
    if (pathname !== '/api/attachments' && !pathname.startsWith('/api/attachments/')) return false
    const account = await signedIn(request)
    const upload = UPLOAD.exec(pathname)?.[1]
    const sha256 = FILE.exec(pathname)?.[1]
    if (!account) refuseEarly(response, refuse('unauthenticated', 'session-ended', 'no session has this token'))
    else if (pathname === '/api/attachments' && request.method === 'POST') await take(request, response, account)
    else if (upload && request.method === 'PUT') await takePart(request, response, account, upload)
    else if (upload && request.method === 'GET')
      sendJson(response, 200, { arrived: await arrivals.arrived(account.id, upload) })
    else if (sha256 && request.method === 'GET') await give(response, account, sha256)
    else refuseEarly(response, notFound)
    return true
  }
}

function send(response: ServerResponse, reply: Reply<unknown>): void {
  if (reply.ok) sendJson(response, 200, reply.value)
  else refuseEarly(response, reply.refusal)
}

/** Refuses without waiting for the rest of a body that is not taken. */
function refuseEarly(response: ServerResponse, refusal: Refusal): void {
  response.setHeader('connection', 'close')
  sendRefusal(response, refusal)
}

function nameOf({ headers }: IncomingMessage): string | undefined {
  try {
    const name = decodeURIComponent(String(headers['x-filename'] ?? ''))
    return name === '' ? undefined : name
  } catch {
    return undefined
  }
}

/** The body's bytes; `undefined` when they are more than a file may have. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LIMITS.attachmentBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
