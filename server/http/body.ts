import type { IncomingMessage } from 'node:http'
import { refuse, type Reply } from '../../core/wire/refusal.ts'

const MOST_BYTES = 16 * 1024
const decoder = new TextDecoder('utf-8', { fatal: true })

/** What a body that cannot be read is refused with, and the HTTP status that says it best. */
export type Body = Reply<unknown> & { status?: number }

const wrong = (status: number, ...args: Parameters<typeof refuse>): Body => ({
  ok: false,
  status,
  refusal: refuse(...args),
})

/** Reads a JSON body of at most 16 KiB. Rejects when the connection breaks off. */
export async function readJson(request: IncomingMessage): Promise<Body> {
  const [type] = (request.headers['content-type'] ?? '').split(';')
  if (type?.trim().toLowerCase() !== 'application/json')
    return wrong(415, 'invalid', 'content-type', 'the body must be application/json')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_BYTES) return wrong(413, 'too-large', 'body', 'the body is too large', { limit: MOST_BYTES })
    chunks.push(chunk)
  }
  try {
    return { ok: true, value: JSON.parse(decoder.decode(Buffer.concat(chunks))) as unknown }
  } catch {
    return wrong(400, 'invalid', 'json', 'the body is not JSON')
  }
}
