import { hashData, hashEvent, type Head } from '../../../core/record/chain.ts'
import { GENESIS, type RecordEvent } from '../../../core/record/event.ts'
import { isRedacted } from '../../../core/record/redact.ts'

/** Where and how a record stops being one. */
export interface Break {
  seq: number
  fault: 'sequence' | 'link' | 'hash' | 'data'
}

/**
 * Checks that events follow one another without a gap and that every hash is what it says, the same way a kept copy is
 * verified. `after` is the event before the first one, if it is known. `undefined` when all is well.
 */
export function findBreak(events: readonly RecordEvent[], after?: Head): Break | undefined {
  let head = after
  for (const event of events) {
    const { seq, prev } = event
    if (head ? seq !== head.seq + 1 : seq < 1) return { seq, fault: 'sequence' }
    if (head ? prev !== head.hash : seq === 1 && prev !== GENESIS) return { seq, fault: 'link' }
    if (attempt(() => hashEvent(event)) !== event.hash) return { seq, fault: 'hash' }
    if (!isRedacted(event) && attempt(() => hashData(event.salt ?? '', event.data)) !== event.dataHash)
      return { seq, fault: 'data' }
    head = { seq, hash: event.hash }
  }
  return undefined
}

/** Whether events begin with a record's first one and each names the one before; of hashes, only what they name. */
export function runs(events: readonly RecordEvent[]): boolean {
  return events.every(({ seq, prev }, i) => seq === i + 1 && prev === (events[i - 1]?.hash ?? GENESIS))
}

function attempt(compute: () => string): string | undefined {
  try {
    return compute()
  } catch {
    return undefined
  }
}
