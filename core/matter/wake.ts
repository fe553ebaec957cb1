import type { Waiting } from './task.ts'

/** A command that comes of time alone and is given by the server. */
export interface TimedCommand {
  type: string
  data: unknown
  /**
   * What it comes of: the same for whoever finds it due, and another for another occasion. Its id is derived from it,
   * so that it happens once.
   */
  cause: string
  /** Since when it is due, ms UTC. */
  due: number
}

/** The times after `at` (ms UTC) at which something begins or ends to wait. */
export function waitingMoments(waiting: readonly Waiting[], at: number): number[] {
  return waiting
    .flatMap(({ since, until }) => (until === undefined ? [since] : [since, until]))
    .filter((moment) => moment > at)
}
