import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { HOST } from './home.ts'

/**
 * What a page of the client may load: its own files and nothing else, no inline code, no eval. The server's address is
 * chosen at sign-in and may lie in a house network, so connections go to any http(s) and ws(s) address.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "worker-src 'self'",
  "connect-src 'self' http: https: ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** Answers requests to `app://zx` with the files below `root`, and with nothing outside it. */
export function serveFiles(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405)
    const file = fileFor(root, request.url)
    if (!file) return plain(404)
    try {
      const bytes = await readFile(file)
      const type = TYPES[path.extname(file)] ?? 'application/octet-stream'
      return new Response(request.method === 'HEAD' ? null : bytes, { headers: { ...HEADERS, 'content-type': type } })
    } catch {
      return plain(404)
    }
  }
}

/** The file an address means; `undefined` when the host is another or the path leads out of `root`. */
export function fileFor(root: string, address: string): string | undefined {
  const url = URL.parse(address)
  if (!url || url.host !== HOST) return undefined
  let name: string
  try {
    name = decodeURIComponent(url.pathname)
  } catch {
    return undefined
  }
  if (name.includes('\0') || name.includes('\\')) return undefined
  const file = path.resolve(root, `.${name === '/' ? '/index.html' : name}`)
  return file.startsWith(path.resolve(root) + path.sep) ? file : undefined
}

function plain(status: number): Response {
  return new Response(String(status), { status, headers: { ...HEADERS, 'content-type': 'text/plain' } })
}
