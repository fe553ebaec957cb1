import { refuse } from '../../core/wire/refusal.ts'
import type { Boxes } from '../boxes/boxes.ts'
import { Conflict, type CommandResult, type Store, type StoredFollowUp, type StoredWait } from '../store/contract.ts'
import { decideJob, type DecidingParts } from './deciding.ts'
import { beginFilling } from './filling.ts'
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
  boxes: Boxes
  /** What waits no longer for an account since it did it beside the record. */
  doneBeside: (live: Live, account: string) => StoredWait[]
  /** Something that an account did lies durably beside the record. */
  filled: (live: Live, account: string) => void
  /** Events are durable and their sender is being answered: told once for each command, in the record's order. */
  appended: (live: Live, entry: Pending) => void
  /** A change of the roster is durable, or may be: resolves when everybody goes by it. Does not reject. */
  rosterChanged: () => Promise<void>
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
    if (job.followUp) return void place(live, job, NO_GROUND)?.then(() => enter(live, job))
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
      if (live.condition === 'current') {
        const first = place(live, job, ground)
        if (!first) continue
        live.jobs.unshift(job)
        await first
      } else {
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

  /** Answers what has to be waited for before the job can be placed, if anything. */
  function place(live: Live, job: Job, ground: Ground): Promise<unknown> | undefined {
    const before = live.ahead
    let decided
    try {
      decided = decideJob(live.id, job, before, ground, parts)
    } catch (error) {
      ground.release()
      job.fail(error)
      return undefined
    }
    const { refusal } = decided
    const boxes = decided.refusal ? [] : decided.boxes
    if (live.filling.size > 0 && boxes.some((change) => 'empty' in change)) {
      // what is taken out must be all that was put in before
      ground.release()
      return Promise.all(live.filling)
    }
    if (decided.refusal || decided.events.length === 0) {
      ground.release()
      const nothing = { before, after: before, events: [], outcome: 'settled' as const, landed: Promise.resolve() }
      const release = boxes.length > 0 ? beginFilling(live) : () => {}
      live.pending.push({ job, ...nothing, boxes, release, ...(refusal ? { refusal } : {}) })
      settle(live)
      return undefined
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
    const written = company ? company.then(() => store.append(append)) : store.append(append)
    const landed = (append.roster ? written.finally(parts.rosterChanged) : written).then(
      () => done('settled'),
      (error: unknown) => done({ error }),
    )
    const { release } = ground
    const entry: Pending = { job, before, after, events, append, boxes, outcome: 'under-way', landed, release }
    live.pending.push(entry)
    live.ahead = after
    return undefined
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
    const { job, after, events, boxes } = entry
    const value = { matter: live.id, seq: after.head.seq, events }
    live.durable = after
    remember(live, events)
    recall.keep(job.actor.id, job.id, resultOf(job, value))
    job.answer({ ok: true, value })
    parts.appended(live, entry)
    for (const change of boxes) parts.boxes.change(live.id, change).catch((error: unknown) => parts.failed(live, error))
    const { followUps } = entry.append ?? {}
    if (followUps) void parts.followUp(followUps).finally(entry.release)
    else entry.release()
  }

  /** A refusal, or nothing to do: unless the command was carried out before, and this is its answer lost on the way. */
  async function conclude(live: Live, { job, refusal, after, boxes, release }: Pending): Promise<void> {
    const { actor, id, bodyHash } = job
    try {
      const known = await recall.find(actor.id, id)
      if (known) return job.answer(await repeat(job, known))
      if (refusal) return job.answer({ ok: false, refusal })
      for (const change of boxes)
        if ((await parts.boxes.change(live.id, change)) === 'used') return job.answer({ ok: false, refusal: used })
      const { seq } = after.head
      const value: CommandValue = { matter: live.id, seq, events: [] }
      const command = { actor: actor.id, id, at: parts.now(), bodyHash, lastSeq: seq }
      const doneWaits = boxes.length > 0 ? parts.doneBeside(live, actor.id) : []
      await store.append({ matter: live.id, events: [], command, doneWaits, ...doneWith(job) })
      recall.keep(actor.id, id, resultOf(job, value))
      job.answer({ ok: true, value })
      if (boxes.length > 0) parts.filled(live, actor.id)
    } catch (error) {
      parts.failed(live, error)
      job.answer({ ok: false, refusal: unavailable })
    } finally {
      release()
    }
  }

  /** The answer to a command that was carried out before: its own result, or `id-reused` when the body is another. */
  async function repeat({ bodyHash }: Pick<Job, 'bodyHash'>, known: CommandResult) {
    if (known.bodyHash !== '' && known.bodyHash !== bodyHash)
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

const used = refuse('conflict', 'already-cast', 'this is final, and was done already')
const unavailable = refuse('unavailable', 'store', 'the record cannot be written at the moment', { retryAfterMs: 1000 })

function resultOf({ bodyHash }: Job, { matter, seq, events }: CommandValue): CommandResult {
  return { matter, bodyHash, firstSeq: events[0]?.seq ?? seq + 1, lastSeq: seq }
}
