import type { IncomingMessage, ServerResponse } from 'node:http'

/** The desktop client's own origin. */
export const DESKTOP_ORIGIN = 'app://zx'

export type OriginCheck = (request: IncomingMessage) => boolean

/**
 * Which pages may talk to this server: those it serves itself, the desktop client, and the origins in the list.
 * Programs that are no browser send no origin and pass; they hold a token or they get nothing.
 */
export function createOriginCheck(allowed: readonly string[]): OriginCheck {
  const list = new Set([DESKTOP_ORIGIN, ...allowed])
  return ({ headers: { origin, host } }) => {
    if (origin === undefined) return true
    if (list.has(origin)) return true
    const url = URL.parse(origin)
    return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.host === host
  }
}

/** Headers that let a page of an allowed origin read the answer. */
export function allowOrigin({ headers: { origin } }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('vary', 'origin')
  if (origin === undefined) return
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-expose-headers', 'content-disposition, retry-after')
}

/** Answers a preflight of an allowed origin. */
export function answerPreflight(response: ServerResponse): void {
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, POST, PUT, DELETE',
    'access-control-allow-headers': 'content-type, authorization, x-filename',
    'access-control-max-age': '600',
  })
  response.end()
}
