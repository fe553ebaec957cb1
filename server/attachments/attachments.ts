import { ATTACHMENT_TYPES, type Attachment } from '../../core/wire/attachments.ts'
import { title } from '../../core/text/hygiene.ts'
import type { Account } from '../../core/people/roles.ts'
import { refuse, type Refusal, type Reply } from '../../core/wire/refusal.ts'
import type { Store } from '../store/contract.ts'
import type { Files } from './files.ts'
import { inspect } from './inspect.ts'

export interface OpenFile extends Attachment {
  /** Where its bytes are. */
  file: string
}

export interface Attachments {
  /** Inspects and keeps a file of an account; the same bytes again are kept once. Durable when it resolves. */
  take(account: Account, name: string, bytes: Buffer): Promise<Reply<Attachment>>
  /** A file for an account that uploaded it or may see a matter that tells of it; for all others it does not exist. */
  open(account: Account, sha256: string): Promise<Reply<OpenFile>>
}

export interface AttachmentsParts {
  store: Store
  files: Files
  /** Whether an account may see a matter. */
  sees: (account: Account, matter: string) => Promise<boolean>
  now: () => number
}

const fileName = title(120)
const unknown = refuse('not-found', 'unknown-attachment', 'no such file')
/** Files are inspected one after the other: decoding a picture takes much memory for a moment. */
const MOST_WAITING = 20

/** Takes and gives files. */
export function createAttachments({ store, files, sees, now }: AttachmentsParts): Attachments {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<T>(job: () => Promise<T>): Promise<T> {
    const mine = last.then(job, job)
    last = mine.catch(() => undefined)
    return mine
  }

  async function keep(account: Account, name: string, bytes: Buffer): Promise<Reply<Attachment>> {
    const found = await inspect(bytes)
    if (!found.ok) return { ok: false, refusal: refusal(found.reason) }
    const sha256 = await files.keep(found.bytes)
    const kept = { sha256, name: named(name, found.type), type: found.type, size: found.bytes.length }
    await store.putAttachment({ ...kept, uploader: account.id, at: now() })
    return { ok: true, value: kept }
  }

  return {
    async take(account, name, bytes) {
      if (!fileName.safeParse(baseName(name)).success) return { ok: false, refusal: refusal('file-name') }
      if (waiting >= MOST_WAITING)
        return { ok: false, refusal: refuse('unavailable', 'busy', 'too many files at once', { retryAfterMs: 2000 }) }
      waiting++
      return inTurn(() => keep(account, baseName(name), bytes)).finally(() => waiting--)
    },
    async open(account, sha256) {
      const place = await files.find(sha256)
      const known = place && (await store.attachment(sha256))
      if (!place || !known) return { ok: false, refusal: unknown }
      const own = known.uploads.find(({ uploader }) => uploader === account.id)
      const allowed = own ?? (await anyOf(known.matters, (matter) => sees(account, matter)))
      if (!allowed) return { ok: false, refusal: unknown }
      const { type, size, name } = own ??
        known.uploads[0] ?? { type: 'application/pdf' as const, size: place.size, name: sha256 }
      return { ok: true, value: { sha256, name, type, size, file: place.file } }
    },
  }
}

const refusal = (reason: string): Refusal => refuse('invalid', reason, 'the file cannot be taken')

/** The last part of whatever path a name carries. */
function baseName(name: string): string {
  return name.split(/[/\\]/).at(-1)?.normalize('NFC').trim() ?? ''
}

/** A name whose ending says what the file is. */
function named(name: string, type: Attachment['type']): string {
  const { ending } = ATTACHMENT_TYPES[type]
  const endings = ending === 'jpg' ? ['jpg', 'jpeg'] : [ending]
  if (endings.some((known) => name.toLowerCase().endsWith(`.${known}`))) return name
  return `${[...name].slice(0, 110).join('')}.${ending}`
}

async function anyOf<T>(items: readonly T[], holds: (item: T) => Promise<boolean>): Promise<boolean> {
  for (const item of items) if (await holds(item)) return true
  return false
}
