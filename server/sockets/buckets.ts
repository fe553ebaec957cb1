import { RATES } from '../../core/wire/limits.ts'

export interface Rate {
  perSecond: number
  burst: number
}

/** Requests other than commands. */
const REQUESTS: Rate = { perSecond: 30, burst: 120 }
/** Those that go through every proposal and take a tenth of a second for it; a writing page asks about once a second. */
const THOROUGH: Rate = { perSecond: 2, burst: 6 }
const IS_THOROUGH = new Set(['matters:similar', 'proposals:statistics', 'supervision:board'])

/** A bucket of tokens for each key; full buckets are forgotten. Times in ms. */
export function createBuckets({ perSecond, burst }: Rate, now: () => number) {
  const buckets = new Map<string, { tokens: number; at: number }>()

  function level(key: string): number {
    const bucket = buckets.get(key)
    return bucket ? Math.min(burst, bucket.tokens + ((now() - bucket.at) / 1000) * perSecond) : burst
  }

  return {
    /** How long until a token is there, in ms; 0 when one is. */
    wait(key: string): number {
      const tokens = level(key)
      return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / perSecond) * 1000)
    },
    take(key: string): void {
      buckets.set(key, { tokens: level(key) - 1, at: now() })
    },
    /** Forgets the buckets that are full again. */
    sweep(): void {
      for (const key of buckets.keys()) if (level(key) >= burst) buckets.delete(key)
    },
  }
}

export interface RateLimits {
  /** 0 when the account may send this request now, which is then counted; else how long it must wait, in ms. */
  take(account: string, request: string, commandType: unknown): number
  sweep(): void
}

/** The limits of each account over all its connections. `now` answers ms. */
export function createRateLimits(now: () => number): RateLimits {
  const commands = createBuckets(RATES.commands, now)
  const posts = createBuckets(RATES.posts, now)
  const requests = createBuckets(REQUESTS, now)
  const thorough = createBuckets(THOROUGH, now)

  function bucketsOf(request: string, commandType: unknown) {
    if (request === 'matter:command') return commandType === 'message.post' ? [commands, posts] : [commands]
    return IS_THOROUGH.has(request) ? [requests, thorough] : [requests]
  }
  return {
    take(account, request, commandType) {
      const buckets = bucketsOf(request, commandType)
      const wait = Math.max(...buckets.map((bucket) => bucket.wait(account)))
      if (wait === 0) for (const bucket of buckets) bucket.take(account)
      return wait
    },
    sweep() {
      for (const bucket of [commands, posts, requests, thorough]) bucket.sweep()
    },
  }
}

/** For measuring: nothing is limited. */
export const unlimited: RateLimits = { take: () => 0, sweep: () => {} }
