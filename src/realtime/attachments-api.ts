import { z } from 'zod'
import { attachmentSchema, type Attachment } from '../../core/wire/attachments.ts'
import { refuse, refusalSchema, type Reply } from '../../core/wire/refusal.ts'
import { unavailable } from './incoming.ts'

/** Which server, and the token of whoever asks. */
export interface FileServer {
  server: string
  token: string
}

/** What a part of an upload is answered with: how much has arrived, or the file once all of it has. */
export type PartAnswer = { arrived: number } | Attachment

const PART_MS = 60_000
const FILE_MS = 120_000
const arrivedSchema = z.object({ arrived: z.int().min(0), attachment: attachmentSchema.optional() })
const partSchema = z.union([attachmentSchema, arrivedSchema])

async function ask<T>(
  { server, token }: FileServer,
  path: string,
  init: RequestInit & { signal: AbortSignal },
  read: (response: Response) => Promise<T | undefined>,
): Promise<Reply<T>> {
  const wrong = (note: string): Reply<T> => ({ ok: false, refusal: refuse('internal', 'protocol', note) })
  try {
    const response = await fetch(`${server}/api/attachments${path}`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${token}` },
      credentials: 'omit',
    })
    if (response.ok) {
      const value = await read(response)
      return value === undefined ? wrong('the answer does not have the right shape') : { ok: true, value }
    }
    const body: unknown = await response.json().catch(() => undefined)
    const refusal = refusalSchema.safeParse((body as { refusal?: unknown } | undefined)?.refusal)
    return refusal.success ? { ok: false, refusal: refusal.data } : wrong(`attachments: ${response.status}`)
  } catch {
    return unavailable(init.signal.aborted ? 'timeout' : 'offline')
  }
}

const json =
  <T>(schema: z.ZodType<T>) =>
  async (response: Response): Promise<T | undefined> =>
    schema.safeParse(await response.json().catch(() => undefined)).data

const within = (ms: number, signal?: AbortSignal) =>
  signal ? AbortSignal.any([signal, AbortSignal.timeout(ms)]) : AbortSignal.timeout(ms)

/**
 * `PUT /api/attachments/uploads/ID`: one part of a file of `total` bytes, from `offset` on. Never throws; without a
 * connection the refusal is `unavailable`.
 */
export function putPart(
  to: FileServer,
  upload: string,
  part: { name: string; offset: number; total: number; bytes: Blob; signal: AbortSignal },
): Promise<Reply<PartAnswer>> {
  const { name, offset, total, bytes, signal } = part
  return ask(
    to,
    `/uploads/${upload}?offset=${offset}&total=${total}`,
    {
      method: 'PUT',
      body: bytes,
      headers: { 'content-type': 'application/octet-stream', 'x-filename': encodeURIComponent(name) },
      signal: within(PART_MS, signal),
    },
    json(partSchema),
  )
}

/** How many bytes of an upload the server has, and the file once it is whole; never throws. */
export function askArrived(
  to: FileServer,
  upload: string,
  signal: AbortSignal,
): Promise<Reply<{ arrived: number; attachment?: Attachment }>> {
  return ask(to, `/uploads/${upload}`, { signal: within(PART_MS, signal) }, json(arrivedSchema))
}

/** The bytes of a file that the reader may see; never throws. */
export function fetchFile(from: FileServer, sha256: string): Promise<Reply<Blob>> {
  return ask(from, `/${sha256}`, { signal: within(FILE_MS), cache: 'no-store' }, (response) => response.blob())
}
