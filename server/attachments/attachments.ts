import type { Account } from '../../core/people/roles.ts'
import { title } from '../../core/text/hygiene.ts'
import { ATTACHMENT_TYPES, type Attachment, type FileRefusal } from '../../core/wire/attachments.ts'
import { refuse, type Refusal, type Reply } from '../../core/wire/refusal.ts'
import { createTurnstile, Crowded } from '../accounts/turnstile.ts'
import type { Store } from '../store/contract.ts'
import type { Files } from './files.ts'
import { inspect } from './inspect.ts'

export interface OpenFile extends Attachment {
  /** Where its bytes are. */
  file: string
}

export interface Attachments {
  /** The name as it is kept, or why it cannot be one. */
  nameOf(name: string): Reply<string>
  /**
   * Inspects a file of an account and keeps it; the same bytes again are kept once. `read` is called when it is its
   * turn. Durable when it resolves.
   */
  take(account: Account, name: string, read: () => Promise<Buffer>): Promise<Reply<Attachment>>
  /** A file for an account that uploaded it or may see a matter that tells of it; for all others it does not exist. */
  open(account: Account, sha256: string): Promise<Reply<OpenFile>>
  /** Throws away the bytes that nothing tells of any more. Answers how many files there were. */
  clear(): Promise<number>
}

export interface AttachmentsParts {
  store: Store
  files: Files
  /** Whether an account may see a file in a matter. */
  sees: (account: Account, matter: string, sha256: string) => Promise<boolean>
  now: () => number
}

const NAME_MOST = 120
const fileName = title(NAME_MOST)
const unknown = refuse('not-found', 'unknown-attachment', 'no such file')
const busy = refuse('unavailable', 'busy', 'too many files at once', { retryAfterMs: 2000 })
const refusal = (reason: FileRefusal): Refusal => refuse('invalid', reason, 'the file cannot be taken')

/** Takes and gives files. */
export function createAttachments({ store, files, sees, now }: AttachmentsParts): Attachments {
  // one after the other: decoding a picture takes much memory for a moment
  const inTurn = createTurnstile({ atOnce: 1, waiting: 20 })

  async function keep(account: Account, name: string, bytes: Buffer): Promise<Reply<Attachment>> {
    const found = await inspect(bytes)
    if (!found.ok) return { ok: false, refusal: refusal(found.reason) }
    const sha256 = await files.keep(found.bytes)
    const kept = { sha256, name: withEnding(name, found.type), type: found.type, size: found.bytes.length }
    await store.putAttachment({ ...kept, uploader: account.id, at: now() })
    return { ok: true, value: kept }
  }

  return {
    nameOf(name) {
      const parsed = fileName.safeParse(lastPart(name))
      return parsed.success ? { ok: true, value: parsed.data } : { ok: false, refusal: refusal('file-name') }
    },
    async take(account, name, read) {
      try {
        return await inTurn(async () => keep(account, name, await read()))
      } catch (error) {
        if (error instanceof Crowded) return { ok: false, refusal: busy }
        throw error
      }
    },
    // in turn with what is kept, so that nothing is thrown away that is being uploaded anew
    clear: () =>
      inTurn(async () => {
        const gone = await store.thrown()
        for (const sha256 of gone) {
          await files.remove(sha256)
          await store.notThrown(sha256)
        }
        return gone.length
      }),
    async open(account, sha256) {
      const place = await files.find(sha256)
      const known = place && (await store.attachment(sha256))
      const [first] = known?.uploads ?? []
      if (!place || !known || !first) return { ok: false, refusal: unknown }
      const { type } = first
      const own = known.uploads.find(({ uploader }) => uploader === account.id)
      if (!own && !(await anyOf(known.matters, (matter) => sees(account, matter, sha256))))
        return { ok: false, refusal: unknown }
      // under which name somebody else has it is not for everybody: the record says under which name it is shown
      const name = own?.name ?? `${sha256.slice(0, 12)}.${ATTACHMENT_TYPES[type].ending}`
      return { ok: true, value: { sha256, name, type, size: place.size, file: place.file } }
    },
  }
}

/** The last part of whatever path a name carries. */
const lastPart = (name: string): string => name.split(/[/\\]/).at(-1) ?? ''

/** A name whose ending says what the file is. */
function withEnding(name: string, type: Attachment['type']): string {
  const { ending } = ATTACHMENT_TYPES[type]
  const endings = ending === 'jpg' ? ['jpg', 'jpeg'] : [ending]
  if (endings.some((known) => name.toLowerCase().endsWith(`.${known}`))) return name
  return `${[...name].slice(0, NAME_MOST - ending.length - 1).join('')}.${ending}`
}

async function anyOf<T>(items: readonly T[], holds: (item: T) => Promise<boolean>): Promise<boolean> {
  for (const item of items) if (await holds(item)) return true
  return false
}
