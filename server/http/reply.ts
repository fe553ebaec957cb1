import type { IncomingMessage, ServerResponse } from 'node:http'
import { refuse, type Refusal, type RefusalCode } from '../../core/wire/refusal.ts'

const STATUS: Record<RefusalCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 409,
  'id-reused': 409,
  'too-large': 413,
  'rate-limited': 429,
  unavailable: 503,
  internal: 500,
}

/** Answers with JSON that nobody keeps. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  })
  response.end(body)
}

/** Answers with a refusal, as on the socket: `{ ok: false, refusal }`. The status follows the code unless one is given. */
export function sendRefusal(response: ServerResponse, refusal: Refusal, status = STATUS[refusal.code]): void {
  const wait = refusal.details?.retryAfterMs
  if (typeof wait === 'number') response.setHeader('retry-after', Math.ceil(wait / 1000))
  sendJson(response, status, { ok: false, refusal })
}

export const notFound = refuse('not-found', 'unknown-route', 'nothing is here')

/** The token a request carries. */
export function bearerOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1]
}
