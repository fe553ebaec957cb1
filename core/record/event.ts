/**
 * One entry of a matter's record. `data` and `salt` are absent once the event was redacted; every hash stays.
 * `at` is milliseconds UTC on the server's clock, `seq` counts from 1 without gaps, hashes are lower-case hex SHA-256.
 */
export interface RecordEvent<Type extends string = string, Data = unknown> {
  matter: string
  seq: number
  id: string
  at: number
  actor: string
  command: string
  type: Type
  v: number
  data?: Data
  salt?: string
  dataHash: string
  prev: string
  hash: string
}

/** What `decide` answers with: an event that has not been placed in a record yet. */
export interface EventDraft<Type extends string = string, Data = unknown> {
  type: Type
  data: Data
}

/** The part of an event that `evolve` reads; a pending command has one before any hash exists. */
export type EventFact<Draft extends EventDraft = EventDraft> = Draft &
  Pick<RecordEvent, 'matter' | 'seq' | 'id' | 'at' | 'actor' | 'command'>

/** `prev` of the first event: 64 zeros. */
export const GENESIS = '0'.repeat(64)

/** Schema version written into new events. */
export const EVENT_VERSION = 1

/** The actor of what the server's scheduler does. */
export const SYSTEM_ACTOR = 'system'
