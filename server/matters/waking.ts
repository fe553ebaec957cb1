import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import type { ClockBook } from '../../core/clock/book.ts'
import { timedCommands, wakesAt, type AnyState } from '../../core/kinds.ts'
import type { TimedCommand } from '../../core/matter/wake.ts'
import { summarise } from '../../core/summary.ts'
import type { Reply } from '../../core/wire/refusal.ts'
import type { Store, StoredFollowUp, Wake } from '../store/contract.ts'
import type { Lives } from './lives.ts'
import { figuresOf, waitsOf, type Waits } from './views.ts'

/** What time alone has changed about a matter, and at which addresses something has begun or ended to wait by it. */
export interface Woken {
  state: AnyState
  addresses: Set<string>
}

export interface WakingParts {
  store: Store
  lives: Lives
  now: () => number
  book: () => ClockBook
  /** Gives a matter a command of the server; the same id again gets the same answer. */
  give: (command: StoredFollowUp) => Promise<Reply<unknown>>
  woke: (fact: Woken) => void
}

/** The id of a timed command: the same whoever gives it, so that it happens once. */
export function timedId(matter: string, { cause, due }: TimedCommand): string {
  return v7({ msecs: due, random: createHash('sha256').update(`${matter} ${cause}`).digest().subarray(0, 16) })
}

/**
 * Sees to a matter whose time has come: gives it the commands that are due, says anew what waits in it and when its
 * time comes next, and tells. Resolves when all of that is durable; what could not be given stays taken and is tried
 * again by whoever takes it next. Rejects when the store cannot work, and on bugs.
 */
export function createWaking({ store, lives, now, book, give, woke }: WakingParts) {
  /** The matter as it stands: read again where another process has gone ahead; appends of its own see to that. */
  const standing = ({ matter, seq }: Wake) =>
    lives.use(matter, async (live) => {
      const busy = live.pending.length > 0 || live.jobs.length > 0 || live.deciding
      if (live.durable.head.seq < seq && !busy) await lives.reread(live, async () => {})
      return live.durable.state
    })

  async function giveDue(wake: Wake): Promise<void> {
    const { matter } = wake
    const state = await standing(wake)
    for (const command of state ? timedCommands(state, now(), book()) : []) {
      const { type, data } = command
      await give({ id: timedId(matter, command), matter, type, data })
    }
  }

  return async (wake: Wake): Promise<void> => {
    const { matter, at: since } = wake
    await giveDue(wake)
    await lives.use(matter, async (live) => {
      const { durable } = live
      const { state, head, waits: before } = durable
      const at = Math.max(now(), state?.updatedAt ?? 0)
      if (!state || timedCommands(state, at, book()).length > 0) return
      const waits = waitsOf(state, at, book())
      const next = wakesAt(state, at, book())
      const summary = summarise(state, book())
      const { thread } = figuresOf(state, book())
      const more = thread ? { thread } : {}
      const settled = {
        seq: head.seq,
        waiting: waits,
        summary,
        ...more,
        ...(next === undefined ? {} : { wakesAt: next }),
      }
      // an append that came between has said it itself
      if (!(await store.settleWake(matter, settled))) return
      if (live.durable === durable) {
        live.durable = { ...durable, waits }
        if (live.ahead === durable) live.ahead = live.durable
      }
      const turned = turnedBetween([...before, ...waits], since, at)
      woke({ state, addresses: new Set([...turned, ...changedAt(before, waits, at)]) })
    })
  }
}

/** Addresses at which other things wait at a time (ms UTC) than did before: a day of the calendar has changed. */
function changedAt(before: Waits, after: Waits, at: number): Set<string> {
  const key = (wait: Waits[number]) => JSON.stringify(wait)
  const standing = (waits: Waits) => waits.filter(({ since, until = Infinity }) => since <= at && until > at)
  const [was, is] = [new Set(standing(before).map(key)), new Set(standing(after).map(key))]
  const differing = [...standing(before), ...standing(after)].filter((wait) => was.has(key(wait)) !== is.has(key(wait)))
  return new Set(differing.map(({ address }) => address))
}

/** Addresses at which something began or ended to wait from one time to another, both included; in ms UTC. */
function turnedBetween(waits: Waits, from: number, to: number): Set<string> {
  const inside = (moment: number | undefined) => moment !== undefined && moment >= from && moment <= to
  return new Set(waits.filter(({ since, until }) => inside(since) || inside(until)).map(({ address }) => address))
}
