import type { Role } from '../../core/people/roles.ts'
import type { IconName } from '../ui/icons.ts'

/** The places of the rail, in its order. */
const PLACES = [
  { name: 'desk', icon: 'desk' },
  { name: 'proposals', icon: 'proposal' },
  { name: 'consultations', icon: 'hall' },
  { name: 'supervisions', icon: 'eye' },
  { name: 'services', icon: 'hand' },
  { name: 'archive', icon: 'archive' },
  { name: 'notices', icon: 'bell' },
  { name: 'insight', icon: 'chart' },
  { name: 'admin', icon: 'key', for: ['administrator'] },
  { name: 'settings', icon: 'settings' },
] as const satisfies readonly { name: string; icon: IconName; for?: readonly Role[] }[]

export type Place = (typeof PLACES)[number]

/** The places that are for somebody with these rights, in the order of the rail and of its keys. */
export function placesFor(has: (role: Role) => boolean): Place[] {
  return PLACES.filter((place) => !('for' in place) || place.for.some(has))
}
