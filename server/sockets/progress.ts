import { pollBox } from '../../core/consultation/polls.ts'
import { pollProgress, statementsProgress } from '../../core/consultation/progress.ts'
import { roundBox } from '../../core/consultation/statement-rounds.ts'
import type { Logger } from '../log.ts'
import type { Matters } from '../matters/matters.ts'
import { rooms, type Io } from './rooms.ts'

/** How far a vote is, is told at most once in this time, in ms. */
const GATHER_MS = 500

export interface Progress {
  /** Something was put into a box beside a matter. */
  note(matter: string): void
  close(): void
}

/**
 * `poll:progress` and `statements:progress` to everybody who has the matter open, gathered: who votes at the same time
 * is told of together.
 */
export function createProgress(io: Io, { matters, log }: { matters: Matters; log: Logger }): Progress {
  const timers = new Map<string, NodeJS.Timeout>()

  async function tell(matter: string): Promise<void> {
    timers.delete(matter)
    await matters.lives.use(matter, ({ durable: { state } }) => {
      if (state?.kind !== 'consultation') return
      const box = (name: string) => matters.boxes.look(matter, name)
      const room = io.to(rooms.matter(matter))
      for (const poll of state.polls)
        if (poll.status === 'open')
          room.emit('poll:progress', { matter, ...pollProgress(poll, box(pollBox(poll.poll))) })
      const statements = statementsProgress(state, box(roundBox(state.rounds.length)))
      if (statements.participants > 0) room.emit('statements:progress', { matter, ...statements })
    })
  }

  return {
    note(matter) {
      if (timers.has(matter)) return
      const run = () =>
        tell(matter).catch((error: unknown) => log.error({ matter, err: error }, 'a vote could not be told of'))
      timers.set(
        matter,
        setTimeout(() => void run(), GATHER_MS),
      )
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
