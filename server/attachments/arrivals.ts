import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { LIMITS } from '../../core/wire/limits.ts'
import { refuse, type Reply } from '../../core/wire/refusal.ts'

/** How many files one account may have on the way at once, and how long an unfinished one is kept, in ms. */
const MOST_ARRIVING = 10
const KEPT_MS = 24 * 60 * 60_000

export interface Arrivals {
  /** How many bytes of an upload have arrived; 0 for one that is not known. */
  arrived(account: string, upload: string): Promise<number>
  /**
   * Adds bytes at `offset` of an upload of `total` bytes; durable when it resolves. Answers with how many have arrived,
   * and with all of them once they are complete. An offset that does not fit is refused `stale` with what has arrived.
   */
  add(
    account: string,
    upload: string,
    part: { offset: number; total: number; bytes: Buffer },
  ): Promise<Reply<{ arrived: number; whole?: Buffer }>>
  forget(account: string, upload: string): Promise<void>
  /** Clears away what was begun and not finished for a day; `now` in ms UTC. */
  sweep(now: number): Promise<void>
}

/** Uploads that come in parts, so that a cut connection continues where it was. One writer an upload. */
export async function openArrivals(folder: string): Promise<Arrivals> {
  await mkdir(folder, { recursive: true })
  const busy = new Set<string>()
  const name = (account: string, upload: string) => `${account}.${upload}`
  const place = (account: string, upload: string) => path.join(folder, name(account, upload))
  const sizeOf = async (file: string) => (await stat(file).catch(() => undefined))?.size ?? 0

  const arrivals: Arrivals = {
    arrived: (account, upload) => sizeOf(place(account, upload)),
    async add(account, upload, { offset, total, bytes }) {
      const file = place(account, upload)
      if (busy.has(file)) return { ok: false, refusal: refuse('conflict', 'upload-busy', 'another part is arriving') }
      busy.add(file)
      try {
        const arrived = await sizeOf(file)
        if (offset !== arrived)
          return { ok: false, refusal: refuse('stale', 'upload-offset', 'the offset does not fit', { arrived }) }
        if (total > LIMITS.attachmentBytes || arrived + bytes.length > total)
          return {
            ok: false,
            refusal: refuse('too-large', 'file', 'the file is too large', { limit: LIMITS.attachmentBytes }),
          }
        if (arrived === 0 && (await begun(account)) >= MOST_ARRIVING)
          return {
            ok: false,
            refusal: refuse('rate-limited', 'uploads', 'too many files at once', { retryAfterMs: 10_000 }),
          }
        const handle = await open(file, 'a', 0o600)
        try {
          await handle.writeFile(bytes)
          await handle.sync()
        } finally {
          await handle.close()
        }
        const now = arrived + bytes.length
        return { ok: true, value: { arrived: now, ...(now === total ? { whole: await readFile(file) } : {}) } }
      } finally {
        busy.delete(file)
      }
    },
    forget: (account, upload) => rm(place(account, upload), { force: true }),
    async sweep(now) {
      for (const entry of await readdir(folder)) {
        const file = path.join(folder, entry)
        const found = await stat(file).catch(() => undefined)
        if (found && now - found.mtimeMs > KEPT_MS) await rm(file, { force: true })
      }
    },
  }

  async function begun(account: string): Promise<number> {
    return (await readdir(folder)).filter((entry) => entry.startsWith(`${account}.`)).length
  }

  return arrivals
}
