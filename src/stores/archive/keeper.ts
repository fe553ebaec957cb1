import type { Owner } from '../../../core/desktop/contract.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { LIMITS } from '../../../core/wire/limits.ts'
import type { Summary } from '../../../core/wire/records.ts'
import type { Platform } from '../../platform/contract.ts'
import type { useLink } from '../link.ts'

/** What the keeper tells of its work. `kept`: the copy stands at `seq` now. */
export interface KeeperListener {
  filling(matter: string, progress: { seq: number; of: number } | null): void
  kept(summary: Summary, seq: number): void
  signed(matter: string, seq: number): void
  diverged(summary: Summary, seq: number): void
  failed(error: unknown): void
}

interface Job {
  summary: Summary
  fresh: RecordEvent[]
  /** A signed checkpoint is wanted even when nothing was fetched. */
  sign: boolean
}

// Live events are gathered this long before they are written, ms.
const GATHER_MS = 400
// Statuses in which a record is complete and gets the server's signature.
export const ENDED = ['declined', 'merged', 'withdrawn', 'closed', 'published', 'resolved']

/**
 * Keeps records on this machine without gaps from their first event. One matter at a time; what the live view has
 * already is written as it is, what lies between is fetched. `held` = where a copy stands and is signed up to.
 */
export function createKeeper(
  archive: NonNullable<Platform['archive']>,
  link: ReturnType<typeof useLink>,
  held: (matter: string) => { seq: number; signedUpTo: number },
  listener: KeeperListener,
) {
  const jobs = new Map<string, Job>()
  const dropped = new Set<string>()
  let owner: Owner | null = null
  let working = false
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Brings a copy up to its summary. `events` are events at hand, in order, that may save fetching them. */
  function keep(summary: Summary, events: readonly RecordEvent[] = []): void {
    dropped.delete(summary.id)
    const job = jobs.get(summary.id)
    const newer = job && job.summary.seq > summary.seq ? job.summary : summary
    const ended = ENDED.includes(newer.status) && held(newer.id).signedUpTo < newer.seq
    jobs.set(summary.id, { summary: newer, fresh: [...(job?.fresh ?? []), ...events], sign: ended || !!job?.sign })
    timer ??= setTimeout(() => void work(), GATHER_MS)
  }

  async function work(): Promise<void> {
    timer = undefined
    if (working) return
    working = true
    try {
      for (let next = jobs.entries().next(); !next.done && owner; next = jobs.entries().next()) {
        const [matter, job] = next.value
        jobs.delete(matter)
        const done = await fill(owner, job).catch((error: unknown) => {
          listener.failed(error)
          return true
        })
        listener.filling(matter, null)
        if (!done) {
          // Nobody to ask at the moment; coming online starts the work again.
          const later = jobs.get(matter)
          jobs.delete(matter)
          jobs.set(matter, later ?? job)
          return
        }
      }
    } finally {
      working = false
    }
  }

  /** False when the server could not be asked now. */
  async function fill(whose: Owner, job: Job): Promise<boolean> {
    const { summary } = job
    let { seq } = held(summary.id)
    let fetched = false
    let sign = job.sign
    while (owner === whose && !dropped.has(summary.id)) {
      const ready = following(job.fresh, seq)
      if (ready.length === 0 && seq >= summary.seq) break
      let events = ready.slice(0, LIMITS.items)
      if (events.length === 0) {
        listener.filling(summary.id, { seq, of: summary.seq })
        // The last kept event comes along, so that a copy which differs from the server's record is found out.
        const from = seq === 0 ? {} : { after: seq - 1 }
        const reply = await link.request('matter:history', {
          matter: summary.id,
          after: 0,
          ...from,
          limit: LIMITS.historyPage,
        })
        if (!reply.ok) return reply.refusal.code !== 'unavailable' && reply.refusal.code !== 'rate-limited'
        events = reply.value.events
        if ((events.at(-1)?.seq ?? 0) <= seq) break
        fetched = true
      }
      const result = await archive.append(whose, { summary, events })
      if (result.result === 'diverged') {
        listener.diverged(summary, result.seq)
        return true
      }
      if (result.seq <= seq && result.result === 'kept') break
      // A copy that turned out shorter than the catalogue said is filled from where it ends.
      if (result.result === 'gap') job.fresh = []
      seq = result.seq
      listener.kept(summary, seq)
    }
    if (fetched) sign = true
    return sign && owner === whose && !dropped.has(summary.id) ? signed(whose, summary.id, seq) : true
  }

  async function signed(whose: Owner, matter: string, seq: number): Promise<boolean> {
    if (held(matter).signedUpTo >= seq) return true
    const reply = await link.request('matter:checkpoint', { matter })
    if (!reply.ok) return reply.refusal.code !== 'unavailable'
    await archive.checkpoint(whose, reply.value)
    listener.signed(matter, reply.value.seq)
    return true
  }

  return {
    keep,
    /** Works for this owner from now on; null: for nobody. */
    serve(next: Owner | null): void {
      owner = next
      if (next) void work()
      else jobs.clear()
    },
    /** The server can be asked again. */
    resume: () => void work(),
    /** Gives up the work on a matter, until `keep` is called for it again. */
    drop(matter: string): void {
      jobs.delete(matter)
      dropped.add(matter)
    },
  }
}

/** The events that follow `seq` without a gap, and with them the one at `seq` if it is there. */
function following(events: readonly RecordEvent[], seq: number): RecordEvent[] {
  const found: RecordEvent[] = []
  for (const event of [...events].sort((a, b) => a.seq - b.seq)) {
    const next = (found.at(-1)?.seq ?? seq) + 1
    if (event.seq === next) found.push(event)
  }
  return found
}
