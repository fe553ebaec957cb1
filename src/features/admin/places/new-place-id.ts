import { newId } from '../../../realtime/new-id.ts'

/** A fresh code for a unit, a region, a sector or a category: its name can change, this stays. */
export const newPlaceId = (prefix: string): string => `${prefix}-${newId().slice(-12)}`
