import type { Role } from '../people/roles.ts'
import type { Span } from './span.ts'

/**
 * Who is on a clock: everyone of a role, those the matter asks (its author and co-signers), or the unit that this
 * member of the start event's data names. A clock for each of several units says so in `each`.
 */
export type ClockHolder = { role: Role } | { asked: true } | { unit: string }

/** An event as a rule names it: by its type, or by its type and what a member of its data is. */
export type EventName = string | { type: string; member: string; is: readonly string[] }

/**
 * A clock as data. Event types are those of the matter's record; members are members of an event's data. What a later
 * start event does not name (a unit, a list) stays as it was last said.
 */
export interface ClockRule {
  /** `KIND.NAME` */
  id: string
  /** As committees call it. */
  name: string
  /** The rule as committees state it. */
  text: string
  /** Since when the committee has its own length, warning and words for it, ms UTC; absent where it has none. */
  since?: number
  length: Span
  /** Other lengths found in public rules. */
  found: readonly Span[]
  /** A start event begins the clock anew. */
  starts: readonly EventName[]
  stops: readonly EventName[]
  /** Between these events the clock stands still. */
  pauses?: readonly { from: EventName; until: readonly EventName[] }[]
  /** Events whose `due` member moves the end. */
  extensions?: readonly EventName[]
  who: ClockHolder
  /**
   * One clock for each entry of a start event's list: a unit's id, or `{ id, unit?, due? }`. A later event whose data
   * names one under `by` starts, stops, pauses or extends that one only.
   */
  each?: { list: string; by: string }
  /** The member of the start event's data (ms UTC) that goes before the length where it is there. */
  due?: string
  /** The member of the start event's data (ms UTC) from which the length is counted back. */
  before?: string
  /** The id of the clock that this one runs inside: it ends, stands still and stops with it at the latest. */
  within?: string
  /** How long before its end it turns amber. */
  warning: Span
  /** Whether its warning and its breach are put on the record. */
  onRecord: boolean
}
