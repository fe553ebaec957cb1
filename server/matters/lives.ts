import type { ClockBook } from '../../core/clock/book.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import type { Store } from '../store/contract.ts'
import { blank, read, type Live, type Point } from './live.ts'

export interface Lives {
  /**
   * Runs `job` with the matter in memory, read from the store if need be, and not let go meanwhile.
   * Rejects when the store cannot be read.
   */
  use<T>(id: string, job: (live: Live) => T | Promise<T>): Promise<T>
  /**
   * Reads a matter again after a commit failed, once `clear` is done; nobody uses it meanwhile.
   * Rejects when the store cannot be read; the next use tries again.
   */
  reread(live: Live, clear: () => Promise<void>): Promise<void>
  readonly size: number
}

export interface LivesParts {
  store: Store
  now: () => number
  book: () => ClockBook
  /** Events that the store held and nobody had been told of. */
  missed: (live: Live, before: Point, events: RecordEvent[]) => void
  /** How many bytes of state, roughly, stay in memory. */
  budget?: number
}

const BUDGET = 96 * 1024 * 1024

/** Matters in memory; the ones longest unused are let go first, never one with work under way. */
export function createLives({ store, now, book, missed, budget = BUDGET }: LivesParts): Lives {
  const lives = new Map<string, Live>()
  const weights = new Map<string, number>()
  let total = 0

  const idle = (live: Live) =>
    live.pins === 0 && live.jobs.length === 0 && live.pending.length === 0 && !live.deciding && !live.reading

  function weigh(id: string, weight: number) {
    total += weight - (weights.get(id) ?? 0)
    weights.set(id, weight)
  }

  function drop(id: string) {
    weigh(id, 0)
    weights.delete(id)
    lives.delete(id)
  }

  function trim() {
    for (const live of lives.values()) {
      if (total <= budget) return
      if (idle(live)) drop(live.id)
    }
  }

  async function readNow(live: Live) {
    const again = live.condition === 'doubtful'
    const before = live.durable
    const unknown = await read(live, store, now(), book())
    if (again && unknown.length > 0) missed(live, before, unknown)
  }

  async function makeCurrent(live: Live) {
    live.reading ??= readNow(live).finally(() => delete live.reading)
    await live.reading
  }

  function take(id: string): Live {
    const live = lives.get(id) ?? blank(id)
    // set anew, so that the map's order is the order of last use
    lives.delete(id)
    lives.set(id, live)
    return live
  }

  return {
    async use(id, job) {
      const live = take(id)
      live.pins++
      try {
        while (live.condition !== 'current') await makeCurrent(live)
        return await job(live)
      } finally {
        live.pins--
        // what does not exist is not kept: made-up ids would push out what is in use
        if (idle(live) && !live.durable.state) drop(id)
        else weigh(id, live.bytes)
        if (total > budget) trim()
      }
    },
    async reread(live, clear) {
      live.condition = 'doubtful'
      live.reading = clear()
        .then(() => readNow(live))
        .finally(() => delete live.reading)
      await live.reading
    },
    get size() {
      return lives.size
    },
  }
}
