import type { Logger } from '../log.ts'
import type { Store, Wake } from '../store/contract.ts'

export interface SchedulerParts {
  store: Pick<Store, 'takeWakes'>
  /** Done before each look. */
  before?: () => Promise<void>
  /** Sees to one matter whose time has come. */
  wake: (wake: Wake) => Promise<void>
  /** ms UTC */
  now: () => number
  log: Logger
}

export interface Scheduler {
  /**
   * Sees to every matter whose time has come and that nobody else sees to. Never rejects: what could not be done is
   * tried again once the claim on it has run out. Answers how many there were.
   */
  tick(): Promise<number>
  /** Looks again and again, `ms` after it was last done. */
  start(ms: number): void
  /** Resolves when what is under way is done; then nothing is taken any more. */
  stop(): Promise<void>
}

/** How long a matter stays with who took it, in ms: after that the taker is taken for dead. */
export const CLAIM_MS = 10_000
// a batch is a few milliseconds of work, so that people are served between two of them
const BATCH = 20

/**
 * What happens by time alone: the store knows when each matter's time comes, so that a look costs one reading of an
 * index however many clocks run. Several servers on one store take different matters; what two of them do happens once.
 */
export function createScheduler({ store, before, wake, now, log }: SchedulerParts): Scheduler {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<number> | undefined
  let stopped = false

  async function attend(one: Wake): Promise<void> {
    try {
      await wake(one)
    } catch (error) {
      log.error({ matter: one.matter, err: error }, 'a matter whose time has come could not be seen to')
    }
  }

  async function run(): Promise<number> {
    let seen = 0
    try {
      await before?.()
      while (!stopped) {
        const at = now()
        const due = await store.takeWakes({ now: at, until: at + CLAIM_MS, limit: BATCH })
        // at once, so that their commits are shared
        await Promise.all(due.map(attend))
        seen += due.length
        if (due.length < BATCH) break
        await new Promise((resolve) => setImmediate(resolve))
      }
    } catch (error) {
      log.error({ err: error }, 'what is due could not be looked up')
    }
    return seen
  }

  const tick = () => (running ??= run().finally(() => (running = undefined)))

  return {
    tick,
    start(ms) {
      const next = () => {
        if (!stopped) timer = setTimeout(() => void tick().then(next), ms).unref()
      }
      next()
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
