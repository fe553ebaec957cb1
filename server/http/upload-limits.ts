import { createBuckets } from '../sockets/buckets.ts'

/** A file at once, a part of one, a look at one, or the bag of a whole matter. */
export type UploadStep = 'file' | 'part' | 'read' | 'bag'

export interface UploadLimits {
  /** 0 when the account may do this now, which is then counted; else how long it must wait, in ms. */
  take(account: string, step: UploadStep): number
  sweep(): void
}

/** How much an account sends and fetches; a part is at most a file, so a client may cut them small. */
const RATES = {
  file: { perSecond: 0.5, burst: 20 },
  part: { perSecond: 10, burst: 60 },
  read: { perSecond: 30, burst: 200 },
  bag: { perSecond: 0.5, burst: 10 },
} as const

/** The limits of each account. `now` answers ms. */
export function createUploadLimits(now: () => number): UploadLimits {
  const buckets = {
    file: createBuckets(RATES.file, now),
    part: createBuckets(RATES.part, now),
    read: createBuckets(RATES.read, now),
    bag: createBuckets(RATES.bag, now),
  }
  return {
    take(account, step) {
      const wait = buckets[step].wait(account)
      if (wait === 0) buckets[step].take(account)
      return wait
    },
    sweep() {
      for (const bucket of Object.values(buckets)) bucket.sweep()
    },
  }
}

/** For measuring: nothing is limited. */
export const unlimitedUploads: UploadLimits = { take: () => 0, sweep: () => {} }
