import type { Account, Directory } from '../people/roles.ts'
import type { EventDraft } from '../record/event.ts'
import { refuse, type Refusal } from '../wire/refusal.ts'

/**
 * What a decision may know besides the state: who asks, the time (ms UTC), the roster,
 * and the next number of the year's series (`YYYY-NNNN`) where the command gives one.
 */
export interface Context {
  actor: Account
  at: number
  directory: Directory
  nextNumber?: string
}

/** Events to append (none: it already is so), or a refusal. */
export type Decision<Draft extends EventDraft = EventDraft> =
  { ok: true; events: Draft[] } | { ok: false; refusal: Refusal }

/** Appends these events; none means that there is nothing to do. */
export function accept<Draft extends EventDraft>(...events: Draft[]): Decision<Draft> {
  return { ok: true, events }
}

/** Refuses with a code, a reason word for the screen, a note for programs, and details. */
export function reject(...args: Parameters<typeof refuse>): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: refuse(...args) }
}
