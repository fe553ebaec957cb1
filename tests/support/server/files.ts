import { request as httpRequest } from 'node:http'
import type { Attachment } from '../../../core/wire/attachments.ts'
import type { Refusal } from '../../../core/wire/refusal.ts'

/** Who sends: a server's address and a token. */
export interface Sender {
  url: string
  token: string
}

export interface Answer {
  status: number
  body: { ok?: false; refusal?: Refusal; arrived?: number; attachment?: Attachment } & Partial<Attachment>
}

const answerOf = async (response: Response): Promise<Answer> => ({
  status: response.status,
  body: (await response.json()) as Answer['body'],
})

const headersOf = ({ token }: Sender, name: string) => ({
  authorization: `Bearer ${token}`,
  'x-filename': encodeURIComponent(name),
})

/** `POST /api/attachments`. */
export async function upload(sender: Sender, name: string, bytes: Uint8Array): Promise<Answer> {
  const init = { method: 'POST', headers: headersOf(sender, name), body: bytes as BodyInit }
  return answerOf(await fetch(`${sender.url}/api/attachments`, init))
}

/** Uploads a file that must be taken. */
export async function uploaded(sender: Sender, name: string, bytes: Uint8Array): Promise<Attachment> {
  const { status, body } = await upload(sender, name, bytes)
  if (status !== 200) throw new Error(`${name} was refused: ${JSON.stringify(body)}`)
  return body as Attachment
}

const address = ({ url }: Sender, id: string, query = '') => `${url}/api/attachments/uploads/${id}${query}`

/** `PUT` of a part; `place` as it stands in the query. */
export async function sendPart(
  sender: Sender,
  id: string,
  place: { offset: number | string; total: number | string },
  bytes: Uint8Array,
  name = '照片.jpg',
): Promise<Answer> {
  const query = `?offset=${place.offset}&total=${place.total}`
  const init = { method: 'PUT', headers: headersOf(sender, name), body: bytes as BodyInit }
  return answerOf(await fetch(address(sender, id, query), init))
}

/** How far an upload is. */
export async function stateOf(sender: Sender, id: string): Promise<Answer> {
  return answerOf(await fetch(address(sender, id), { headers: { authorization: `Bearer ${sender.token}` } }))
}

/** Fetches a file. */
export function download({ url, token }: Sender, sha256: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}/api/attachments/${sha256}`, { headers: { authorization: `Bearer ${token}` }, ...init })
}

/** Begins to send a part and cuts the connection once `cutAt` bytes have gone out. */
export async function cutPart(sender: Sender, id: string, bytes: Uint8Array, cutAt: number, offset = 0): Promise<void> {
  const request = httpRequest(address(sender, id, `?offset=${offset}&total=${bytes.length}`), {
    method: 'PUT',
    headers: { ...headersOf(sender, '照片.jpg'), 'content-length': bytes.length - offset },
  })
  const broken = new Promise<void>((resolve) => request.on('error', () => resolve()))
  await new Promise<void>((resolve) => request.write(bytes.subarray(offset, cutAt), () => resolve()))
  request.destroy()
  await broken
}
