/** Estimates the server's clock from what it says and how long the way took. All times in ms. */
export interface ServerClock {
  /** Now, by the server's clock. Never runs backwards. */
  now(): number
  /** The server said `serverTime`, in answer to something sent at local time `sentAt`; without it the way back is unknown. */
  hear(serverTime: number, sentAt?: number): void
}

// An estimate is given up for a worse one after this long, because clocks drift apart.
const STALE_MS = 10 * 60_000

export function serverClock(local: () => number = () => Date.now()): ServerClock {
  let offset = 0
  let doubt = Infinity
  let heardAt = -Infinity
  let latest = 0
  return {
    now: () => (latest = Math.max(latest, Math.round(local() + offset))),
    hear(serverTime, sentAt) {
      const here = local()
      // The server spoke somewhere between sending and hearing: the middle errs by half the way at most.
      const error = sentAt === undefined ? 1000 : (here - sentAt) / 2
      if (error > doubt && here - heardAt < STALE_MS) return
      offset = serverTime - (sentAt === undefined ? here : (sentAt + here) / 2)
      doubt = error
      heardAt = here
      latest = 0
    },
  }
}
