import type { Refusal } from '../../../core/wire/refusal.ts'
import { backoff } from '../../realtime/backoff.ts'

/** What becomes of a refused command: sent again after `afterMs`, or shown to the person. */
export type Verdict = { again: true; afterMs: number } | { again: false }

// A limit that lasts longer than this is told to the person instead of holding up what comes behind, ms.
const LONGEST_WAIT_MS = 30_000
const INTERNAL_TRIES = 3

/** Judges a refusal; `tries` = how often this command was refused before. Nobody has decided anything: again. */
export function judge(refusal: Refusal, tries: number): Verdict {
  const after = Number(refusal.details?.retryAfterMs ?? 0)
  switch (refusal.code) {
    case 'rate-limited':
      return after <= LONGEST_WAIT_MS ? { again: true, afterMs: after + backoff(0, 100) } : { again: false }
    case 'unavailable': {
      const wait = Math.max(Math.min(after, LONGEST_WAIT_MS), backoff(tries))
      return { again: true, afterMs: refusal.details?.reason === 'offline' ? 0 : wait }
    }
    case 'unauthenticated':
      return { again: true, afterMs: backoff(tries, 1000) }
    case 'internal':
      return tries < INTERNAL_TRIES ? { again: true, afterMs: backoff(tries, 1000) } : { again: false }
    default:
      return { again: false }
  }
}
