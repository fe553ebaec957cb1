import { kindOf, type AnyState } from './kinds.ts'
import type { Account } from './people/roles.ts'

const NONE: ReadonlySet<string> = new Set()

/** A matter as an account that may see it may read it, and the ids of the events whose data is not for it. */
export function veiled(state: AnyState, account: Account): { state: AnyState; events: ReadonlySet<string> } {
  const found = kindOf(state).veiled?.(state, account)
  return found ? { state: found.state as AnyState, events: found.events } : { state, events: NONE }
}
