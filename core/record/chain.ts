import { canonical } from './canonical.ts'
import { EVENT_VERSION, GENESIS, type EventDraft, type RecordEvent } from './event.ts'
import { sha256Hex } from './hash.ts'

/** `dataHash`: SHA-256 of salt + JCS(data). The salt keeps a redacted text from being guessed from its hash. */
export function hashData(salt: string, data: unknown): string {
  return sha256Hex(salt + canonical(data))
}

/** `hash`: SHA-256 of JCS(the event without `data`, `salt`, `hash`). */
export function hashEvent(event: Omit<RecordEvent, 'hash'>): string {
  const { matter, seq, id, at, actor, command, type, v, dataHash, prev } = event
  return sha256Hex(canonical({ matter, seq, id, at, actor, command, type, v, dataHash, prev }))
}

/** Where a record ends; `emptyHead` before its first event. */
export interface Head {
  seq: number
  hash: string
}

export const emptyHead: Head = { seq: 0, hash: GENESIS }

/** What every event of one command shares. `at` in milliseconds UTC. */
export interface Stamp {
  matter: string
  at: number
  actor: string
  command: string
}

/**
 * Places a draft behind `head`: numbers, salts and hashes it.
 * `id` is a fresh UUIDv7 and `salt` 32 random hex digits, both from the caller.
 */
export function sealEvent(draft: EventDraft, stamp: Stamp, head: Head, id: string, salt: string): RecordEvent {
  const open = {
    matter: stamp.matter,
    seq: head.seq + 1,
    id,
    at: stamp.at,
    actor: stamp.actor,
    command: stamp.command,
    type: draft.type,
    v: EVENT_VERSION,
    data: draft.data,
    salt,
    dataHash: hashData(salt, draft.data),
    prev: head.hash,
  }
  return { ...open, hash: hashEvent(open) }
}
