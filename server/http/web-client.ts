import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import sirv from 'sirv'
import { notFound, sendRefusal } from './reply.ts'

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

// what a Host header may be to become part of a policy
const HOST = /^[a-z0-9.-]+(:\d+)?$|^\[[0-9a-f:]+\](:\d+)?$/i

/** Only what this server serves. Browsers differ in whether `'self'` means the WebSocket too, so that is named. */
function policyFor({ headers: { host = '' } }: IncomingMessage): string {
  const sockets = HOST.test(host) ? ` ws://${host} wss://${host}` : ''
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${sockets}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'none'",
  ].join('; ')
}

const NOT_BUILT = `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>智慧政协</title>
<h1>智慧政协</h1>
<p>服务器正在运行，但网页客户端尚未构建。请在项目目录中运行 <code>npm run build</code>，然后刷新本页。</p>
<p lang="en">The server is running, but the web client has not been built. Run <code>npm run build</code> and reload.</p>
</html>
`

export type WebClient = (request: IncomingMessage, response: ServerResponse) => void

/** Serves the built client of a folder under a strict CSP; says how to build it while it is not there. */
export function createWebClient(folder: string): WebClient {
  let files: ReturnType<typeof sirv> | undefined

  // the folder is read once, when it is there: no name from outside ever becomes a path on the disk
  const open = () =>
    sirv(folder, {
      etag: true,
      setHeaders(response, pathname) {
        const hashed = pathname.startsWith('/assets/')
        response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })

  return (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    response.setHeader('content-security-policy', policyFor(request))
    if (!files && existsSync(path.join(folder, 'index.html'))) files = open()
    if (files) return files(request, response, () => sendRefusal(response, notFound))
    if (request.url?.split('?')[0] !== '/') return sendRefusal(response, notFound)
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    response.end(NOT_BUILT)
  }
}
