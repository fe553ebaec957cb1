import type { ClockBook } from '../../core/clock/book.ts'
import { explainRunning } from '../../core/clock/explain.ts'
import type { Explanation } from '../../core/clock/explanation.ts'
import { besideOf, clocks, maySee, maySeeHeld, type AnyState } from '../../core/kinds.ts'
import { veiled } from '../../core/veil.ts'
import { windowed } from '../../core/matter/discussion.ts'
import { redactedBy } from '../../core/matter/redaction.ts'
import type { Account } from '../../core/people/roles.ts'
import type { Checkpoint } from '../../core/record/checkpoint.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import { redact } from '../../core/record/redact.ts'
import { LIMITS } from '../../core/wire/limits.ts'
import { refuse, type Reply } from '../../core/wire/refusal.ts'
import type { Store } from '../store/contract.ts'
import { recentAfter, type Live } from './live.ts'
import type { Matters } from './matters.ts'
import { filesIn } from './views.ts'

export interface Opened {
  state: AnyState
  seq: number
  events: RecordEvent[]
  /** What is kept outside the record until its time, for those who may read it already. */
  heldAnswer?: unknown
  /** What lies in the boxes beside the record, as far as the reader may know it. */
  beside?: unknown
}

const PAGE = 1000
/** Events without the data that is not for their reader; their hashes stay, so the record still verifies. */
const without = (events: RecordEvent[], hidden: ReadonlySet<string>): RecordEvent[] =>
  hidden.size === 0 ? events : events.map((event) => (hidden.has(event.id) ? redact(event) : event))
/** Pages that were read one after the other, without what a later one says is redacted. */
function agreeing(events: RecordEvent[]): RecordEvent[] {
  const gone = new Set(redactedBy(events))
  return gone.size === 0 ? events : events.map((event) => (gone.has(event.seq) ? redact(event) : event))
}
const unseen = { ok: false as const, refusal: refuse('not-found', 'unknown-matter', 'no such matter') }

/** Readers of the record. What the account may not see is answered as if it did not exist. */
export function createReading(matters: Matters, store: Store) {
  const look = <T>(account: Account, matter: string, read: (live: Live, state: AnyState) => T | Promise<T>) =>
    matters.lives.use(matter, async (live): Promise<Reply<T>> => {
      const { state } = live.durable
      return state && maySee(state, account) ? { ok: true, value: await read(live, state) } : unseen
    })

  /** At least the events after `from` that are no longer at hand, in order. */
  async function older(live: Live, from: number): Promise<RecordEvent[]> {
    const events: RecordEvent[] = []
    for (let at = from; !recentAfter(live, at);) {
      const page = await store.events(live.id, { after: at, before: live.durable.head.seq + 1, limit: PAGE })
      const last = page.at(-1)
      if (!last) throw new Error(`record ${live.id} ends at ${at}, before ${live.durable.head.seq}`)
      events.push(...page)
      at = last.seq
    }
    return events
  }

  /** Whether an event tells of a file that is not one of these. */
  async function toldBeside({ id, durable }: Live, sha256: string, hidden: ReadonlySet<string>): Promise<boolean> {
    for (let after = 0; after < durable.head.seq;) {
      const page = await store.events(id, { after, limit: PAGE })
      const last = page.at(-1)
      if (!last) return false
      if (page.some((event) => !hidden.has(event.id) && JSON.stringify(event.data ?? null).includes(sha256)))
        return true
      after = last.seq
    }
    return false
  }

  return {
    /**
     * The matter as it stands, with every event after `since`, or the latest ones. `joined` is called at the moment for
     * which the answer is right: what happens later is not in it.
     */
    open: (account: Account, matter: string, from: number | undefined, joined: () => void): Promise<Reply<Opened>> =>
      look(account, matter, async (live) => {
        const start = from ?? Math.max(0, live.durable.head.seq - LIMITS.openEvents)
        const before = await older(live, start)
        // from here on nothing waits, so that state, events and the moment of joining agree
        const rest = recentAfter(live, before.at(-1)?.seq ?? start)
        const { state, head, held } = live.durable
        if (!rest || !state) throw new Error(`record ${matter} changed while it was read`)
        joined()
        const beside = besideOf(state, account.id, (name) => matters.boxes.look(matter, name))
        const shown = veiled(state, account)
        return {
          state: windowed(shown.state, LIMITS.openMessages),
          seq: head.seq,
          events: without(agreeing([...before, ...rest]), shown.events),
          ...(held !== undefined && maySeeHeld(state, account) ? { heldAnswer: held } : {}),
          ...(beside === undefined ? {} : { beside }),
        }
      }),

    /** Events with `after` < seq < `before`: the first ones behind `after` when it is given, else the last ones. */
    history: (account: Account, matter: string, range: { after?: number; before?: number; limit: number }) =>
      look(account, matter, async (live, state) => {
        const events = await store.events(matter, range)
        // as it stands now: something may have been hidden while they were read
        return without(events, veiled(live.durable.state ?? state, account).events)
      }),

    /** Why its lights are as they are at a time in ms UTC. */
    clocks: (account: Account, matter: string, at: number, book: ClockBook): Promise<Reply<Explanation[]>> =>
      look(account, matter, (_live, state) => explainRunning(clocks(state, at, book), at, book.calendar)),

    /** The signed word of where the record stands. */
    checkpoint: (account: Account, matter: string): Promise<Reply<Checkpoint>> =>
      look(account, matter, (live) => matters.checkpoints.make(matter, live.durable.head)),

    /** True while the account may read the matter. */
    sees: async (account: Account, matter: string): Promise<boolean> => (await look(account, matter, () => true)).ok,

    /**
     * True while the account may read what a matter tells of a file: what is held is not for everybody who sees it, and
     * neither is what was hidden, unless something else tells of the same file.
     */
    async seesFile(account: Account, matter: string, sha256: string): Promise<boolean> {
      const found = await look(account, matter, async (live, state) => {
        if (filesIn(live.durable.held).includes(sha256) && !maySeeHeld(state, account)) return false
        const hidden = veiled(state, account).events
        return hidden.size === 0 || toldBeside(live, sha256, hidden)
      })
      return found.ok && found.value
    },
  }
}

export type Reading = ReturnType<typeof createReading>
