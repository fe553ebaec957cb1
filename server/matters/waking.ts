import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import { timedCommands, wakesAt, type AnyState } from '../../core/kinds.ts'
import type { TimedCommand } from '../../core/matter/wake.ts'
import type { Reply } from '../../core/wire/refusal.ts'
import type { Store, StoredFollowUp, Wake } from '../store/contract.ts'
import type { Lives } from './lives.ts'
import { waitsOf, type Waits } from './views.ts'

/** What time alone has changed about a matter, and at which addresses something has begun or ended to wait by it. */
export interface Woken {
  state: AnyState
  addresses: Set<string>
}

export interface WakingParts {
  store: Store
  lives: Lives
  now: () => number
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
export function createWaking({ store, lives, now, give, woke }: WakingParts) {
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
    for (const command of state ? timedCommands(state, now()) : []) {
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
      if (!state || timedCommands(state, at).length > 0) return
      const waits = waitsOf(state, at)
      const next = wakesAt(state, at)
      const settled = { seq: head.seq, waiting: waits, ...(next === undefined ? {} : { wakesAt: next }) }
      // an append that came between has said it itself
      if (!(await store.settleWake(matter, settled))) return
      if (live.durable === durable) {
        live.durable = { ...durable, waits }
        if (live.ahead === durable) live.ahead = live.durable
      }
      woke({ state, addresses: turnedBetween([...before, ...waits], since, at) })
    })
  }
}

/** Addresses at which something began or ended to wait from one time to another, both included; in ms UTC. */
function turnedBetween(waits: Waits, from: number, to: number): Set<string> {
  const inside = (moment: number | undefined) => moment !== undefined && moment >= from && moment <= to
  return new Set(waits.filter(({ since, until }) => inside(since) || inside(until)).map(({ address }) => address))
}
