import { randomUUID } from 'node:crypto'
import { ATTACHMENT_TYPES, type Attachment } from '../../core/wire/attachments.ts'
import { HOST } from './home.ts'

const ADDRESS = /^\/kept\/([0-9a-f-]{36})\/([0-9a-f]{64})$/

/** Files by their SHA-256: those that an owner keeps, or those of a bag. `read` gives the bytes of that hash and no others. */
export interface FileSource {
  find(sha256: string): Promise<Pick<Attachment, 'name' | 'type'> | undefined>
  read(sha256: string): Promise<Uint8Array | ReadableStream<Uint8Array> | undefined>
}

/**
 * Gives kept files to the client's page under addresses that it was told: `/kept/TICKET/SHA256`. A ticket is drawn for
 * each owner and each bag, cannot be guessed, and ends with the session.
 */
export class KeptDoor {
  readonly #tickets = new Map<string, FileSource>()

  /** Where a file can be had; null when it is not there. */
  async addressOf(files: FileSource, sha256: string): Promise<string | null> {
    return (await files.find(sha256)) ? this.place(files, sha256) : null
  }

  /** The address of a file, whether it is there or not. */
  place(files: FileSource, sha256: string): string {
    const known = [...this.#tickets].find(([, owned]) => owned === files)
    const ticket = known?.[0] ?? randomUUID()
    this.#tickets.set(ticket, files)
    return `/kept/${ticket}/${sha256}`
  }

  /** No address that was given out is good any more. */
  shut(): void {
    this.#tickets.clear()
  }

  /** The answer to a request for a kept file; `undefined` when it asks for something else. */
  async answer(request: Request): Promise<Response | undefined> {
    const url = URL.parse(request.url)
    const [, ticket = '', sha256 = ''] = (url?.host === HOST && ADDRESS.exec(url.pathname)) || []
    if (!ticket) return undefined
    const files = this.#tickets.get(ticket)
    const known = request.method === 'GET' ? await files?.find(sha256) : undefined
    const bytes = known && (await files?.read(sha256))
    if (!known || !bytes) return new Response('404', { status: 404, headers: { 'content-type': 'text/plain' } })
    const shown = ATTACHMENT_TYPES[known.type].picture ? 'inline' : 'attachment'
    return new Response(bytes instanceof Uint8Array ? new Uint8Array(bytes) : bytes, {
      headers: {
        'content-type': known.type,
        'content-disposition': `${shown}; filename*=UTF-8''${encodeURIComponent(known.name).replace(/['()*]/g, percent)}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      },
    })
  }
}

const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
