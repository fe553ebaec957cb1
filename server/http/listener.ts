import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { refuse } from '../../core/wire/refusal.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../store/contract.ts'
import type { AttachmentRoutes } from './attachments.ts'
import { isBagPath, type BagRoutes } from './bags.ts'
import { hurry } from './hurry.ts'
import { allowOrigin, answerPreflight, type OriginCheck } from './origins.ts'
import { notFound, sendJson, sendRefusal } from './reply.ts'
import { acceptInvited, beginSession, confirmSession, endSession, type SessionParts } from './session.ts'
import type { WebClient } from './web-client.ts'

export interface ListenerParts extends SessionParts {
  store: Store
  version: string
  metrics: Metrics
  originAllowed: OriginCheck
  webClient: WebClient
  attachments: AttachmentRoutes
  bags: BagRoutes
  log: Logger
}

const ATTACHMENTS = '/api/attachments'

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** True for what reading or writing says when the other side has gone, or was cut off. */
function brokeOff(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'].includes(String(code))
}

/** Answers every HTTP request. Nothing that can be sent makes it throw. */
export function createListener(parts: ListenerParts) {
  const { store, log, metrics } = parts

  const routes: Record<string, Record<string, Answer>> = {
    '/healthz': { GET: (_, response) => health(response) },
    '/metrics': { GET: (_, response) => sendMetrics(response) },
    '/api/session': {
      POST: (request, response) => beginSession(request, response, parts),
      DELETE: (request, response) => endSession(request, response, parts),
    },
    '/api/session/confirm': { POST: (request, response) => confirmSession(request, response, parts) },
    '/api/invitations': { POST: (request, response) => acceptInvited(request, response, parts) },
  }

  async function health(response: ServerResponse): Promise<void> {
    try {
      await store.ping()
      sendJson(response, 200, { status: 'ok', version: parts.version, store: store.name })
    } catch (error) {
      log.error({ err: error }, 'the store does not answer')
      sendJson(response, 503, { status: 'unavailable', version: parts.version, store: store.name })
    }
  }

  async function sendMetrics(response: ServerResponse): Promise<void> {
    const text = await metrics.text()
    response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' })
    response.end(text)
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [pathname = '/'] = (request.url ?? '/').split('?')
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET')
    const route = Object.hasOwn(routes, pathname) ? routes[pathname] : undefined
    if (pathname.startsWith('/api/')) {
      if (!parts.originAllowed(request))
        return sendRefusal(response, refuse('forbidden', 'origin', 'this origin may not use the server'))
      allowOrigin(request, response)
      const attachments = pathname === ATTACHMENTS || pathname.startsWith(`${ATTACHMENTS}/`)
      const bag = isBagPath(pathname)
      if ((route || attachments || bag) && method === 'OPTIONS') return answerPreflight(response)
      if (attachments) return parts.attachments(request, response, pathname)
      if (bag) return parts.bags(request, response, pathname)
    }
    hurry(request)
    if (route) {
      const handle = Object.hasOwn(route, method) ? route[method] : undefined
      if (handle) return handle(request, response)
      response.setHeader('allow', Object.keys(route).join(', '))
      return sendRefusal(response, refuse('invalid', 'method', 'this cannot be done here'), 405)
    }
    if (pathname.startsWith('/api/') || method !== 'GET') return sendRefusal(response, notFound)
    parts.webClient(request, response)
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    response.setHeader('x-content-type-options', 'nosniff')
    answer(request, response).catch((error: unknown) => {
      if (request.socket.destroyed && brokeOff(error)) return response.destroy()
      const bug = randomUUID()
      log.error({ bug, method: request.method, err: error }, 'an HTTP request failed')
      if (response.headersSent) response.destroy()
      else sendRefusal(response, refuse('internal', 'bug', 'something went wrong on the server', { bug }))
    })
  }
}
