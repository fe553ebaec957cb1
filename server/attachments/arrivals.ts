import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { LIMITS } from '../../core/wire/limits.ts'
import { refuse, type Reply } from '../../core/wire/refusal.ts'

/**
 * How many files one account may have on the way at once, after which silence one makes room for another (its sender has
 * stopped or gone), and how long an unfinished one is kept; in ms.
 */
const MOST_ARRIVING = 10
const SILENT_MS = 60_000
const KEPT_MS = 24 * 60 * 60_000

/** Bytes that go behind `offset` of an upload of `total` bytes; without a total the body's end is the upload's end. */
export interface Part {
  offset: number
  total?: number
  body: AsyncIterable<Buffer>
  /** Breaks the body off. */
  cancel: () => void
}

export interface Arrivals {
  /** How many bytes of an upload have arrived; 0 for one that is not known. */
  arrived(account: string, upload: string): Promise<number>
  /**
   * Takes bytes as they come; what came before the connection broke off is kept, and the promise rejects. Durable when
   * it resolves. Answers with how many have arrived, and where they are once they are complete. An offset that does not
   * fit is refused `stale` with what has arrived. A newer part of the same upload ends one that is still coming.
   */
  add(account: string, upload: string, part: Part): Promise<Reply<{ arrived: number; whole?: string }>>
  forget(account: string, upload: string): Promise<void>
  /** Clears away what was begun and not finished for a day; `now` in ms UTC. */
  sweep(now: number): Promise<void>
}

const tooLarge = refuse('too-large', 'file', 'the file is too large', { limit: LIMITS.attachmentBytes })
const tooMany = refuse('rate-limited', 'uploads', 'too many files at once', { retryAfterMs: 10_000 })

/** Uploads that come in parts, so that a cut connection continues where it was. */
export async function openArrivals(folder: string): Promise<Arrivals> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const coming = new Map<string, { cancel: () => void; ended: Promise<unknown> }>()
  const prefix = (account: string) => `${encodeURIComponent(account)}.`
  const place = (account: string, upload: string) => path.join(folder, prefix(account) + upload)
  const sizeOf = async (file: string) => (await stat(file).catch(() => undefined))?.size ?? 0

  /** True when an account may begin another one; of ten, the one that has been silent longest goes. */
  async function hasRoom(account: string, file: string): Promise<boolean> {
    const entries = (await readdir(folder)).filter((entry) => entry.startsWith(prefix(account)))
    const others = entries.map((entry) => path.join(folder, entry)).filter((other) => other !== file)
    if (others.length < MOST_ARRIVING) return true
    const heard = await Promise.all(
      others.map(async (other) => ({ other, at: (await stat(other).catch(() => undefined))?.mtimeMs ?? Infinity })),
    )
    const [silent] = heard.filter(({ other }) => !coming.has(other)).sort((a, b) => a.at - b.at)
    if (!silent || Date.now() - silent.at < SILENT_MS) return false
    await rm(silent.other, { force: true })
    return true
  }

  async function take(account: string, file: string, { offset, total, body }: Part): ReturnType<Arrivals['add']> {
    const arrived = await sizeOf(file)
    if (offset !== arrived)
      return { ok: false, refusal: refuse('stale', 'upload-offset', 'the offset does not fit', { arrived }) }
    const most = total ?? LIMITS.attachmentBytes
    if (most > LIMITS.attachmentBytes || arrived > most) return { ok: false, refusal: tooLarge }
    if (arrived === 0 && !(await hasRoom(account, file))) return { ok: false, refusal: tooMany }
    const handle = await open(file, 'a', 0o600)
    try {
      const now = await write(handle, arrived, most, body)
      if (now > most) {
        await handle.truncate(arrived)
        return { ok: false, refusal: tooLarge }
      }
      const complete = total === undefined || now === total
      return { ok: true, value: { arrived: now, ...(complete ? { whole: file } : {}) } }
    } finally {
      await handle.sync().finally(() => handle.close())
    }
  }

  return {
    arrived: (account, upload) => sizeOf(place(account, upload)),
    async add(account, upload, part) {
      const file = place(account, upload)
      for (let other = coming.get(file); other; other = coming.get(file)) {
        other.cancel()
        await other.ended
      }
      const taking = take(account, file, part)
      const ended = taking.catch(() => undefined).finally(() => coming.delete(file))
      coming.set(file, { cancel: part.cancel, ended })
      return taking
    },
    forget: (account, upload) => rm(place(account, upload), { force: true }),
    async sweep(now) {
      for (const entry of await readdir(folder)) {
        const file = path.join(folder, entry)
        const found = await stat(file).catch(() => undefined)
        if (found && now - found.mtimeMs > KEPT_MS && !coming.has(file)) await rm(file, { force: true })
      }
    },
  }
}

/** Appends chunks until they end or are too many. Answers with the size after them. */
async function write(handle: FileHandle, from: number, most: number, body: AsyncIterable<Buffer>): Promise<number> {
  let size = from
  for await (const chunk of body) {
    size += chunk.length
    if (size > most) break
    await handle.writeFile(chunk)
  }
  return size
}
