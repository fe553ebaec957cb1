import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Account } from '../../core/people/roles.ts'
import { ATTACHMENT_TYPES } from '../../core/wire/attachments.ts'
import { refuse, type Refusal, type Reply } from '../../core/wire/refusal.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { disposition } from './disposition.ts'
import { hurry } from './hurry.ts'
import { bearerOf, notFound, sendJson, sendRefusal } from './reply.ts'
import type { UploadLimits } from './upload-limits.ts'
import { nameOf, placeOf, type Uploads } from './uploads.ts'

export interface AttachmentRoutesParts {
  attachments: Attachments
  uploads: Uploads
  limits: UploadLimits
  /** Who sends this token, if anybody is signed in with it. */
  accountOf: (token: string) => Promise<Account | undefined>
}

const UPLOAD = /^\/api\/attachments\/uploads\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
const FILE = /^\/api\/attachments\/([0-9a-f]{64})$/
const signedOut = refuse('unauthenticated', 'session-ended', 'no session has this token')

/**
 * `POST /api/attachments` with the bytes as body and `x-filename` (percent-encoded UTF-8) keeps a file and answers
 * `{sha256, name, type, size}`.
 * `PUT /api/attachments/uploads/ID?offset=&total=` (ID: a UUID of the client's) sends a part of one; it answers
 * `{arrived}`, and the file once it is complete. `GET` of the same path answers `{arrived, attachment?}`.
 * `GET /api/attachments/SHA256` gives it to whoever may see it.
 */
export function createAttachmentRoutes({ attachments, uploads, limits, accountOf }: AttachmentRoutesParts) {
  async function take(request: IncomingMessage, response: ServerResponse, account: Account): Promise<void> {
    const name = nameOf(request, attachments)
    if (!name.ok) return send(response, name)
    send(response, await uploads.take(request, account, randomUUID(), name.value, { offset: 0 }))
  }

  async function takePart(
    request: IncomingMessage,
    response: ServerResponse,
    account: Account,
    upload: string,
  ): Promise<void> {
    const place = placeOf(request)
    const name = nameOf(request, attachments)
    if (!place.ok || !name.ok) return send(response, place.ok ? name : place)
    send(response, await uploads.take(request, account, upload, name.value, place.value))
  }

  async function give(
    request: IncomingMessage,
    response: ServerResponse,
    account: Account,
    sha256: string,
  ): Promise<void> {
    const found = await attachments.open(account, sha256)
    if (!found.ok) return sendRefusal(response, found.refusal)
    const { file, type, size, name } = found.value
    const shown = ATTACHMENT_TYPES[type].picture ? 'inline' : 'attachment'
    response.writeHead(200, {
      'content-type': type,
      'content-length': size,
      'content-disposition': disposition(shown, name),
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-site',
      'referrer-policy': 'no-referrer',
      // kept by nobody but the one who may see it, and not for who signs in after them
      'cache-control': 'private, max-age=86400, immutable',
      vary: 'origin, authorization',
    })
    if (request.method === 'HEAD') return void response.end()
    await pipeline(createReadStream(file), response)
  }

  const handlerOf = (method: string, pathname: string) => {
    const upload = UPLOAD.exec(pathname)?.[1]
    const sha256 = FILE.exec(pathname)?.[1]
    if (pathname === '/api/attachments' && method === 'POST') return { what: 'file' as const, run: take }
    if (upload !== undefined && method === 'PUT')
      return {
        what: 'part' as const,
        run: (...[request, response, account]: Parameters<typeof take>) => takePart(request, response, account, upload),
      }
    if (upload !== undefined && method === 'GET')
      return {
        what: 'read' as const,
        run: async (...[, response, account]: Parameters<typeof take>) =>
          sendJson(response, 200, await uploads.stateOf(account, upload)),
      }
    if (sha256 !== undefined && (method === 'GET' || method === 'HEAD'))
      return {
        what: 'read' as const,
        run: (...[request, response, account]: Parameters<typeof take>) => give(request, response, account, sha256),
      }
    return undefined
  }

  /** Answers a request at or below `/api/attachments`. */
  return async (request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> => {
    const refuseAll = (refusal: Refusal) => {
      hurry(request)
      sendRefusal(response, refusal)
    }
    const token = bearerOf(request)
    const account = token === undefined ? undefined : await accountOf(token)
    if (!account) return refuseAll(signedOut)
    const handler = handlerOf(request.method ?? 'GET', pathname)
    if (!handler) return refuseAll(notFound)
    const retryAfterMs = limits.take(account.id, handler.what)
    if (retryAfterMs > 0)
      return refuseAll(refuse('rate-limited', 'uploads', 'too many files at once', { retryAfterMs }))
    await handler.run(request, response, account)
  }
}

export type AttachmentRoutes = ReturnType<typeof createAttachmentRoutes>

// what is left of a body that is refused is read and dropped by Node, so that the refusal reaches who is still sending
function send(response: ServerResponse, reply: Reply<unknown>): void {
  if (reply.ok) sendJson(response, 200, reply.value)
  else sendRefusal(response, reply.refusal)
}
