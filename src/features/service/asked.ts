import type { ServiceState } from '../../../core/service/state.ts'

/**
 * What is asked: from the record once somebody has claimed it; until then as the server holds it, for those who may read
 * it. `undefined` for everybody else.
 */
export function askedIn(state: ServiceState): string | undefined {
  if (state.details !== undefined) return state.details
  const { heldAnswer } = state as ServiceState & { heldAnswer?: { details?: unknown } }
  return typeof heldAnswer?.details === 'string' ? heldAnswer.details : undefined
}
