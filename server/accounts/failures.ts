/**
 * Counts failures in a sliding window. `limit` failures within `windowMs` close the gate for their key until the oldest
 * of them is older than the window. Holds at most `most` keys; the ones longest untouched are forgotten first.
 */
export function createFailures({ limit, windowMs, most }: { limit: number; windowMs: number; most: number }) {
  const seen = new Map<string, number[]>()
  const fresh = (key: string, now: number) => (seen.get(key) ?? []).filter((at) => at > now - windowMs)

  return {
    /** How long this key must wait, in ms; 0 when it need not. `now` in ms UTC. */
    wait(key: string, now: number): number {
      const times = fresh(key, now)
      const oldest = times[times.length - limit]
      return oldest === undefined ? 0 : oldest + windowMs - now
    },
    add(key: string, now: number): void {
      const times = [...fresh(key, now), now].slice(-limit)
      // set anew, so that the map's order is the order of last use
      seen.delete(key)
      seen.set(key, times)
      const [first] = seen.keys()
      if (seen.size > most && first !== undefined) seen.delete(first)
    },
    forgive(key: string): void {
      seen.delete(key)
    },
  }
}
