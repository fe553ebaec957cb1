import { refuse } from '../../core/wire/refusal.ts'
import { Conflict, type CommandResult, type Store, type StoredFollowUp } from '../store/contract.ts'
import { decideJob, type DecidingParts } from './deciding.ts'
import { NO_GROUND, type Ground, type Grounds } from './ground.ts'
import { doneWith, remember, type CommandValue, type Job, type Live, type Pending } from './live.ts'
import type { Recall } from './recall.ts'

export interface LineParts extends DecidingParts {
  store: Store
  recall: Recall
  groundOf: Grounds
  /** Gives other matters what follows. Resolves when it is durable there, or when it has to be tried again. */
  followUp: (followUps: readonly StoredFollowUp[]) => Promise<void>
  /** What an append waits for to share its commit with others; `undefined` when it goes at once. */
  company: (matter: string) => Promise<void> | undefined
  reread: (live: Live, clear: () => Promise<void>) => Promise<void>
  /** Events are durable and their sender is being answered: told once for each command, in the record's order. */
  appended: (live: Live, entry: Pending) => void
  /** How long a commit took, in ms. */
  committed: (ms: number) => void
  failed: (live: Live, error: unknown) => void
}

// more than this means that another process writes the same matter all the time
const MOST_ATTEMPTS = 5

/**
 * The one writer of each matter. Commands are decided one after the other on the state ahead of the disk, so that many
 * share one commit; each is answered when it is durable and everything before it is. When a commit fails, what was
 * decided on top of it never happened: the matter is read again, and decided again where that can help.
 */
export function createLine(parts: LineParts) {
  const { store, recall } = parts

  /**
   * Puts a job in line; the job's `answer` or `fail` is called in the end. A follow-up goes before all others, also
   * before one that waits for its ground: what it waits for may be that this follow-up is done.
   */
  function enter(live: Live, job: Job): void {
    if (job.followUp) return place(live, job, NO_GROUND)
    live.jobs.push(job)
    void advance(live)
  }

  async function advance(live: Live): Promise<void> {
    if (live.deciding) return
    live.deciding = true
    while (live.condition === 'current') {
      const job = live.jobs.shift()
      if (!job) break
      const found = parts.groundOf(live, job)
      // waited for only where there is something to wait for, so that commands of one turn share a commit
      const ground = found instanceof Promise ? await readable(live, job, found) : found
      if (!ground) continue
      // while the ground was prepared, the state may have gone
      if (live.condition === 'current') place(live, job, ground)
      else {
        ground.release()
        live.jobs.unshift(job)
      }
    }
    live.deciding = false
  }

  async function readable(live: Live, job: Job, ground: Promise<Ground>): Promise<Ground | undefined> {
    try {
      return await ground
    } catch (error) {
      parts.failed(live, error)
      job.answer({ ok: false, refusal: unavailable })
      return undefined
    }
  }

  function place(live: Live, job: Job, ground: Ground): void {
    const before = live.ahead
    let decided
    try {
      decided = decideJob(live.id, job, before, ground, parts)
    } catch (error) {
      ground.release()
      return job.fail(error)
    }
    const { refusal } = decided
    if (decided.refusal || decided.events.length === 0) {
      ground.release()
      const nothing = { before, after: before, events: [], outcome: 'settled' as const, landed: Promise.resolve() }
      live.pending.push({ job, ...nothing, release: () => {}, ...(refusal ? { refusal } : {}) })
      return settle(live)
    }
    const { after, events, append } = decided
    const start = performance.now()
    const done = (outcome: Pending['outcome']) => {
      parts.committed(performance.now() - start)
      entry.outcome = outcome
      if (outcome !== 'settled') entry.release()
      settle(live)
    }
    const company = parts.company(live.id)
    const landed = (company ? company.then(() => store.append(append)) : store.append(append)).then(
      () => done('settled'),
      (error: unknown) => done({ error }),
    )
    const { release } = ground
    const entry: Pending = { job, before, after, events, append, outcome: 'under-way', landed, release }
    live.pending.push(entry)
    live.ahead = after
  }

  function settle(live: Live): void {
    for (let entry = live.pending[0]; entry?.outcome === 'settled'; entry = live.pending[0]) {
      live.pending.shift()
      if (entry.events.length > 0) finish(live, entry)
      else void conclude(live, entry)
    }
    if (typeof live.pending[0]?.outcome === 'object' && live.condition === 'current') void recover(live)
  }

  function finish(live: Live, entry: Pending): void {
    const { job, after, events } = entry
    const value = { matter: live.id, seq: after.head.seq, events }
    live.durable = after
    remember(live, events)
    recall.keep(job.actor.id, job.id, resultOf(job, value))
    job.answer({ ok: true, value })
    parts.appended(live, entry)
    const { followUps } = entry.append ?? {}
    if (followUps) void parts.followUp(followUps).finally(entry.release)
    else entry.release()
  }

  /** A refusal, or nothing to do: unless the command was carried out before, and this is its answer lost on the way. */
  async function conclude(live: Live, { job, refusal, after }: Pending): Promise<void> {
    const { actor, id, bodyHash } = job
    try {
      const known = await recall.find(actor.id, id)
      if (known) return job.answer(await repeat(job, known))
      if (refusal) return job.answer({ ok: false, refusal })
      const { seq } = after.head
      const value: CommandValue = { matter: live.id, seq, events: [] }
      const command = { actor: actor.id, id, at: parts.now(), bodyHash, lastSeq: seq }
      await store.append({ matter: live.id, events: [], command, ...doneWith(job) })
      recall.keep(actor.id, id, resultOf(job, value))
      job.answer({ ok: true, value })
    } catch (error) {
      parts.failed(live, error)
      job.answer({ ok: false, refusal: unavailable })
    }
  }

  /** The answer to a command that was carried out before: its own result, or `id-reused` when the body is another. */
  async function repeat({ bodyHash }: Pick<Job, 'bodyHash'>, known: CommandResult) {
    if (known.bodyHash !== bodyHash)
      return { ok: false as const, refusal: refuse('id-reused', 'id-reused', 'another command has this id') }
    const { matter, firstSeq, lastSeq } = known
    const limit = lastSeq - firstSeq + 1
    const events = limit > 0 ? await store.events(matter, { after: firstSeq - 1, before: lastSeq + 1, limit }) : []
    return { ok: true as const, value: { matter, seq: lastSeq, events } }
  }

  async function recover(live: Live): Promise<void> {
    try {
      await parts.reread(live, () => clear(live))
    } catch (error) {
      parts.failed(live, error)
      for (const job of live.jobs.splice(0)) job.answer({ ok: false, refusal: unavailable })
    }
    const followUps = live.jobs.filter((job) => job.followUp)
    live.jobs = live.jobs.filter((job) => !job.followUp)
    for (const job of followUps) enter(live, job)
    await advance(live)
  }

  /** Takes back what was decided on a commit that failed, once all of it has landed. */
  async function clear(live: Live): Promise<void> {
    await Promise.all(live.pending.map(({ landed }) => landed))
    for (const { release } of live.pending) release()
    const undone = live.pending.map(({ job }) => job)
    const outcome = live.pending[0]?.outcome
    live.pending = []
    const error = typeof outcome === 'object' ? outcome.error : undefined
    if (error instanceof Conflict) return void live.jobs.unshift(...(await undecided(live, undone)))
    parts.failed(live, error)
    for (const job of undone) job.answer({ ok: false, refusal: unavailable })
  }

  /** The jobs that must be decided again; those whose command turns out to be known are answered. */
  async function undecided(live: Live, jobs: Job[]): Promise<Job[]> {
    const again: Job[] = []
    for (const job of jobs) {
      job.attempts++
      try {
        const known = await recall.find(job.actor.id, job.id)
        if (known) job.answer(await repeat(job, known))
        else if (job.attempts >= MOST_ATTEMPTS) job.answer({ ok: false, refusal: unavailable })
        else again.push(job)
      } catch (error) {
        parts.failed(live, error)
        job.answer({ ok: false, refusal: unavailable })
      }
    }
    return again
  }

  return { enter, repeat }
}

const unavailable = refuse('unavailable', 'store', 'the record cannot be written at the moment', { retryAfterMs: 1000 })

function resultOf({ bodyHash }: Job, { matter, seq, events }: CommandValue): CommandResult {
  return { matter, bodyHash, firstSeq: events[0]?.seq ?? seq + 1, lastSeq: seq }
}
