/** Estimates the server's clock from what it says and how long the way took. All times in ms. */
export interface ServerClock {
  /** Now, by the server's clock. Does not run backwards between two words of the server. */
  now(): number
  /** Now, by a clock that nobody sets: for `sentAt`. */
  local(): number
  /** The server said `serverTime`, in answer to something sent at local time `sentAt`; without it the way back is unknown. */
  hear(serverTime: number, sentAt?: number): void
}

// An estimate is given up for a worse one after this long, because clocks drift apart.
const STALE_MS = 10 * 60_000
// How long a word of the server may have been on its way when nobody knows.
const UNKNOWN_WAY_MS = 1000

/** Runs on whatever happens to the clock on the wall of this machine. */
const steady = () => performance.timeOrigin + performance.now()

export function serverClock(local: () => number = steady): ServerClock {
  let offset = 0
  let doubt = Infinity
  let heardAt = -Infinity
  let latest = 0
  return {
    now: () => (latest = Math.max(latest, Math.round(local() + offset))),
    local,
    hear(serverTime, sentAt) {
      const here = local()
      // The server spoke somewhere between sending and hearing: the middle errs by half the way at most.
      const error = sentAt === undefined ? UNKNOWN_WAY_MS : (here - sentAt) / 2
      const heard = serverTime - (sentAt === undefined ? here : (sentAt + here) / 2)
      // A machine that slept stands still: an estimate that cannot be true any more gives way at once.
      const agree = Math.abs(heard - offset) <= error + doubt
      if (error > doubt && agree && here - heardAt < STALE_MS) return
      offset = heard
      doubt = error
      heardAt = here
      latest = 0
    },
  }
}
