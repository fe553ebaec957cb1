import { reject } from '../matter/decision.ts'
import type { Directory } from './roles.ts'

/** Refuses units that the roster does not know, and those that have been retired: nothing new is given to them. */
export function unknownUnit(units: readonly (string | undefined)[], directory: Directory) {
  const unit = units.find((id) => id !== undefined && (directory.unit(id)?.retired ?? !directory.unit(id)))
  return unit === undefined ? undefined : reject('not-found', 'unknown-unit', 'no such unit', { unit })
}
