import { hashData, hashEvent } from './chain.ts'
import { verifyCheckpoint, type Checkpoint } from './checkpoint.ts'
import { GENESIS, type RecordEvent } from './event.ts'
import { HIDDEN, isRedacted, REDACTED, type Redaction } from './redact.ts'

/** What can be wrong with a copy of a record. */
export type Fault =
  | 'shape'
  | 'matter'
  | 'sequence'
  | 'link'
  | 'hash'
  | 'data'
  | 'unexplained-redaction'
  | 'checkpoint-signature'
  | 'checkpoint-key'
  | 'checkpoint-mismatch'
  | 'shortened'

/**
 * One fault: at which place of the record (`seq` the event should have), in which event, or in which checkpoint of those
 * that were given (from 0).
 */
export interface Finding {
  fault: Fault
  seq: number
  event?: string
  checkpoint?: number
  expected?: string | number
  found?: string | number
}

/** `findings` is empty when the copy is whole; `signedUpTo` is the last place under a valid checkpoint. */
export interface Verification {
  events: number
  redacted: number[]
  signedUpTo: number
  findings: Finding[]
}

/**
 * Checks a copy of one record, from its first event: numbering, links, hashes, data, redactions, and every checkpoint
 * against `pinnedKey` (the key the client saw first; leave out to accept the key each checkpoint names).
 * Needs nothing but the copy. Never throws on bad input: whatever is wrong is a finding, first one first.
 */
export function verifyRecord(
  matter: string,
  events: readonly RecordEvent[],
  checkpoints: readonly Checkpoint[] = [],
  pinnedKey?: string,
): Verification {
  const findings: Finding[] = []
  const redacted: number[] = []
  const explained = new Set<number>()
  const hidden = new Set<string>()
  let prev = GENESIS
  events.forEach((event, index) => {
    const seq = index + 1
    const add = (fault: Fault, expected?: string | number, found?: string | number) =>
      findings.push({ fault, seq, ...name(event), ...(expected === undefined ? {} : { expected, found }) } as Finding)
    if (!wellShaped(event)) {
      add('shape')
      prev = (event as RecordEvent | null)?.hash ?? prev
      return
    }
    if (event.matter !== matter) add('matter', matter, event.matter)
    if (event.seq !== seq) add('sequence', seq, event.seq)
    if (event.prev !== prev) add('link', prev, event.prev)
    const computed = attempt(() => hashEvent(event))
    if (computed !== event.hash) add('hash', computed, event.hash)
    if (isRedacted(event)) redacted.push(event.seq)
    else {
      const dataHash = attempt(() => hashData(event.salt ?? '', event.data))
      if (dataHash !== event.dataHash) add('data', dataHash, event.dataHash)
      else if (event.type === REDACTED) for (const s of (event.data as Redaction).events ?? []) explained.add(s)
      else if (event.type === HIDDEN) hidden.add(String((event.data as { observation?: unknown }).observation))
    }
    prev = event.hash
  })
  for (const seq of redacted) {
    const { id } = events[seq - 1] ?? {}
    if (!explained.has(seq) && !(id !== undefined && hidden.has(id)))
      findings.push({ fault: 'unexplained-redaction', seq })
  }
  const signedUpTo = checkCheckpoints(matter, events, checkpoints, pinnedKey, findings)
  findings.sort((a, b) => a.seq - b.seq)
  return { events: events.length, redacted, signedUpTo, findings }
}

function checkCheckpoints(
  matter: string,
  events: readonly RecordEvent[],
  checkpoints: readonly Checkpoint[],
  pinnedKey: string | undefined,
  findings: Finding[],
): number {
  let signedUpTo = 0
  for (const [index, checkpoint] of checkpoints.entries()) {
    const { seq, hash, key } = checkpoint
    const add = (fault: Fault, expected?: string | number, found?: string | number) =>
      findings.push({
        fault,
        seq,
        checkpoint: index,
        ...(expected === undefined ? {} : { expected, found }),
      } as Finding)
    if (checkpoint.matter !== matter) add('matter', matter, checkpoint.matter)
    else if (pinnedKey !== undefined && key !== pinnedKey) add('checkpoint-key', pinnedKey, key)
    else if (!verifyCheckpoint(checkpoint)) add('checkpoint-signature')
    else if (seq > events.length) add('shortened', seq, events.length)
    else if (events[seq - 1]?.hash !== hash) add('checkpoint-mismatch', hash, events[seq - 1]?.hash ?? 'nothing')
    else signedUpTo = Math.max(signedUpTo, seq)
  }
  return signedUpTo
}

const TEXTS = ['matter', 'id', 'actor', 'command', 'type', 'dataHash', 'prev', 'hash']
const NUMBERS = ['seq', 'at', 'v']
const FIELDS = new Set([...TEXTS, ...NUMBERS, 'data', 'salt'])

function wellShaped(event: unknown): event is RecordEvent {
  if (typeof event !== 'object' || event === null) return false
  const fields = event as Record<string, unknown>
  const numbers = NUMBERS.every((key) => Number.isSafeInteger(fields[key]))
  const salted = fields.salt === undefined ? fields.data === undefined : typeof fields.salt === 'string'
  const known = Object.keys(fields).every((key) => FIELDS.has(key))
  return numbers && salted && known && TEXTS.every((key) => typeof fields[key] === 'string')
}

function name(event: unknown): { event?: string } {
  const id = (event as { id?: unknown } | null)?.id
  return typeof id === 'string' ? { event: id } : {}
}

function attempt(compute: () => string): string {
  try {
    return compute()
  } catch {
    return 'not computable'
  }
}
