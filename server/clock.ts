import type { Account } from '../core/people/roles.ts'
import type { Store } from './store/contract.ts'

/** Further ahead of the machine's clock a record's time was itself a mistake, and is not followed: a day, in ms. */
const MOST_AHEAD_MS = 24 * 60 * 60_000

/**
 * The server's clock, ms UTC: the wall clock as it was at the start, and from then on a clock that nobody sets. A step of
 * the machine's wall clock therefore moves no deadline; slow corrections of its speed (NTP) are followed.
 * `last` is the latest time that stands in the store: where the wall clock was set back while no server ran, by up to a
 * day, it goes on from there.
 */
export function steadyClock(
  last = 0,
  wall: () => number = Date.now,
  monotonic: () => number = () => performance.now(),
): () => number {
  const here = wall()
  const start = (last > here && last - here <= MOST_AHEAD_MS ? last : here) - monotonic()
  return () => Math.round(start + monotonic())
}

const EVERYTHING: Account = { id: 'system', username: '', name: '', roles: ['moderator'] }

/** The latest time that stands in a store's records, ms UTC; 0 in an empty one. */
export async function latestTime(store: Pick<Store, 'list'>): Promise<number> {
  const { items } = await store.list({ limit: 1 }, { account: EVERYTHING, at: 0 })
  return items[0]?.updatedAt ?? 0
}
