import type { Arrivals } from '../attachments/arrivals.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { Logger } from '../log.ts'
import type { Store } from '../store/contract.ts'

const DAY = 24 * 60 * 60_000
/** How long results of commands are remembered: longer than any outbox waits, in ms. */
const COMMANDS_MS = 60 * DAY
/** How long an upload that no record tells of is kept, in ms: longer than a draft lies on a desk. */
export const UPLOADS_MS = 30 * DAY
/** How long notices are kept that everybody they were told to has read, in ms. */
export const NOTICES_MS = 400 * DAY
const EVERY_MS = 60 * 60_000

export interface HousekeepingParts {
  store: Store
  arrivals: Arrivals
  attachments: Pick<Attachments, 'clear'>
  /** ms UTC */
  now: () => number
  log: Logger
}

export interface Housekeeping {
  /** Clears away what has had its time. Never rejects: what cannot be done now is done the next time. */
  tick(): Promise<void>
  /** Throws away the bytes of files that nothing tells of any more, at once. */
  discard(): Promise<void>
  /** Looks every hour, and once now. */
  start(): void
  stop(): void
}

/** What is not kept for ever: each in a term of its own. The records themselves are never touched. */
export function createHousekeeping({ store, arrivals, attachments, now, log }: HousekeepingParts): Housekeeping {
  let timer: NodeJS.Timeout | undefined

  const tasks: [what: string, run: (at: number) => Promise<unknown>][] = [
    ['sessions', (at) => store.removeExpiredSessions(at)],
    ['results of commands', (at) => store.forgetCommands(at - COMMANDS_MS)],
    ['unfinished uploads', (at) => arrivals.sweep(at)],
    ['uploads', (at) => store.forgetUploads(at - UPLOADS_MS)],
    ['notices', (at) => store.forgetNotices(at - NOTICES_MS)],
    ['files', () => attachments.clear()],
  ]

  async function run(wanted: typeof tasks): Promise<void> {
    for (const [what, task] of wanted)
      try {
        const cleared = await task(now())
        if (typeof cleared === 'number' && cleared > 0) log.info({ what, cleared }, 'cleared away')
      } catch (error) {
        log.warn({ what, err: error }, 'what has had its time could not be cleared away')
      }
  }

  const tick = () => run(tasks)

  return {
    tick,
    discard: () => run(tasks.slice(-1)),
    start() {
      timer ??= setInterval(() => void tick(), EVERY_MS).unref()
      void tick()
    },
    stop: () => clearInterval(timer),
  }
}
