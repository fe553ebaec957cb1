import { defineStore } from 'pinia'
import { relatedOf, type AnyState } from '../../core/kinds.ts'
import type { Related } from '../../core/matter/decision.ts'

/** The confirmed states of matters that are open here, for decisions that name another matter than their own. */
export const useOpenStates = defineStore('open-states', () => {
  const states = new Map<string, () => AnyState | null>()

  /** Makes a matter known as long as it is open; the answer takes it away. */
  function add(matter: string, state: () => AnyState | null): () => void {
    states.set(matter, state)
    return () => states.delete(matter)
  }

  /** What a decision may know of another matter; `undefined` when it is not open here. */
  function related(matter: string): Related | undefined {
    const state = states.get(matter)?.()
    return state ? relatedOf(state) : undefined
  }

  return { add, related }
})
