import type { Owner } from '../../../core/desktop/contract.ts'
import { PROPOSAL_ENDS } from '../../../core/proposal/state.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import { LIMITS } from '../../../core/wire/limits.ts'
import type { Summary } from '../../../core/wire/records.ts'
import type { RefusalCode } from '../../../core/wire/refusal.ts'
import type { Platform } from '../../platform/contract.ts'
import type { useLink } from '../link.ts'

/** What the keeper tells of its work. `kept`: the copy stands at `seq` now. */
export interface KeeperListener {
  filling(matter: string, progress: { seq: number; of: number } | null): void
  kept(summary: Summary, seq: number): void
  signed(matter: string, seq: number): void
  diverged(summary: Summary, seq: number): void
  failed(error: unknown): void
  /** Resolves when a request that nobody waits for is welcome. */
  turn(): Promise<void>
}

// Nobody has said that the record may not be had.
const LATER: readonly RefusalCode[] = ['unavailable', 'rate-limited', 'unauthenticated', 'internal']

interface Job {
  summary: Summary
  fresh: RecordEvent[]
  /** A signed checkpoint is wanted, however little has been added since the last. */
  sign: boolean
}

// Live events are gathered this long before they are written, ms.
const GATHER_MS = 400
const RETRY_MS = 5000
// A copy that is being followed gets a signature again after so many events, not after each.
const SIGN_EVERY = 50
const ENDS: readonly string[] = PROPOSAL_ENDS

/**
 * Keeps records on this machine without gaps from their first event. One matter at a time; what the live view has
 * already is written as it is, what lies between is fetched. `held` = where a copy stands and is signed up to.
 */
export function createKeeper(
  archive: NonNullable<Platform['archive']>,
  link: ReturnType<typeof useLink>,
  held: (matter: string) => { seq: number; signedUpTo: number; diverged: boolean },
  listener: KeeperListener,
) {
  const jobs = new Map<string, Job>()
  const dropped = new Set<string>()
  let owner: Owner | null = null
  let working = false
  let timer: ReturnType<typeof setTimeout> | undefined

  /**
   * Brings a copy up to its summary, and with `sign` under a signature. `events` are events at hand, in order, that may
   * save fetching them.
   */
  function keep(summary: Summary, events: readonly RecordEvent[] = [], sign = false): void {
    dropped.delete(summary.id)
    const job = jobs.get(summary.id)
    const newer = job && job.summary.seq > summary.seq ? job.summary : summary
    // A record that is complete gets the server's word for it.
    const ended = ENDS.includes(newer.status) && held(newer.id).signedUpTo < newer.seq
    jobs.set(summary.id, {
      summary: newer,
      fresh: [...(job?.fresh ?? []), ...events],
      sign: sign || ended || !!job?.sign,
    })
    timer ??= setTimeout(() => void work(), GATHER_MS)
  }

  /** What was just opened goes before what is filled in the background. */
  function nextJob(): [string, Job] | undefined {
    const [first] = jobs
    return [...jobs].find(([, job]) => job.sign) ?? first
  }

  async function work(): Promise<void> {
    timer = undefined
    if (working) return
    working = true
    try {
      for (let next = nextJob(); next && owner; next = nextJob()) {
        const [matter, job] = next
        jobs.delete(matter)
        const done = await fill(owner, job).catch((error: unknown) => {
          listener.failed(error)
          return false
        })
        listener.filling(matter, null)
        if (done) continue
        // The server or the disk does not answer now: what is left waits for a while or for the link.
        if (!jobs.has(matter) && !dropped.has(matter)) jobs.set(matter, job)
        if (link.state === 'online') timer ??= setTimeout(() => void work(), RETRY_MS)
        return
      }
    } finally {
      working = false
    }
  }

  /** False when the server could not be asked now. Rejects when the disk takes nothing. */
  async function fill(whose: Owner, job: Job): Promise<boolean> {
    const { summary } = job
    let { seq } = held(summary.id)
    const known = job.fresh.filter((event) => event.seq <= seq).sort((a, b) => a.seq - b.seq)
    // what the server shows of what is kept already is compared; where it has less than is kept, its last is asked for
    if (seq > summary.seq || known.length > 0) {
      const fault = await differs(whose, summary, known, seq)
      if (fault !== undefined) listener.diverged(summary, fault)
      if (fault !== undefined) return true
    }
    while (owner === whose && !dropped.has(summary.id)) {
      const ready = following(job.fresh, seq)
      if (ready.length === 0 && seq >= summary.seq) break
      let events = ready.slice(0, LIMITS.items)
      if (events.length === 0) {
        listener.filling(summary.id, { seq, of: summary.seq })
        if (!job.sign) await listener.turn()
        if (owner !== whose) return true
        // The last kept event comes along, so that a copy which differs from the server's record is found out.
        const from = seq === 0 ? {} : { after: seq - 1 }
        const reply = await link.request('matter:history', {
          matter: summary.id,
          after: 0,
          ...from,
          limit: LIMITS.historyPage,
        })
        if (!reply.ok) return !LATER.includes(reply.refusal.code)
        if (owner !== whose || dropped.has(summary.id)) return true
        events = reply.value.events
        if ((events.at(-1)?.seq ?? 0) <= seq) break
      }
      const result = await archive.append(whose, { summary, events })
      if (dropped.has(summary.id)) return true
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
    const { signedUpTo } = held(summary.id)
    const sign = job.sign || signedUpTo === 0 || seq - signedUpTo >= SIGN_EVERY
    return sign && owner === whose && !dropped.has(summary.id) ? signed(whose, summary.id, seq) : true
  }

  /** The first place at which the server has something else than what is kept, or nothing; `undefined` when none is known. */
  async function differs(
    whose: Owner,
    summary: Summary,
    known: readonly RecordEvent[],
    seq: number,
  ): Promise<number | undefined> {
    const matter = summary.id
    let events = known.slice(-LIMITS.items)
    if (events.length === 0) {
      const reply = await link.request('matter:history', { matter, after: seq - 1, limit: 1 })
      if (!reply.ok) return undefined
      events = reply.value.events as RecordEvent[]
      if (events.length === 0) return summary.seq + 1
    }
    const { result, seq: place } = await archive.append(whose, { summary, events })
    return result === 'diverged' ? place : undefined
  }

  async function signed(whose: Owner, matter: string, seq: number): Promise<boolean> {
    // the word of a server that tells another story is kept with the alarm, not with the copy
    if (held(matter).signedUpTo >= seq || held(matter).diverged) return true
    const reply = await link.request('matter:checkpoint', { matter })
    if (!reply.ok) return !LATER.includes(reply.refusal.code)
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
    /** Has a copy signed as far as it goes. */
    async sign(matter: string): Promise<void> {
      if (owner && held(matter).seq > 0) await signed(owner, matter, held(matter).seq).catch(listener.failed)
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
