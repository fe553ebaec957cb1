import type { SeatState } from '../../../../core/committee/state.ts'
import type { Account, Role } from '../../../../core/people/roles.ts'

/** How an account stands: it can be used, has been invited, has no password yet, or is suspended. */
export const STANDINGS = ['active', 'invited', 'new', 'suspended'] as const
export type Standing = (typeof STANDINGS)[number]

/** `now` in ms UTC: an invitation that has run out is none. */
export function standingOf(account: Account, seat: SeatState | undefined, now: number): Standing {
  if (account.suspended) return 'suspended'
  if (seat?.invited && seat.invited.until > now) return 'invited'
  return seat && !seat.joined ? 'new' : 'active'
}

export interface PeopleQuery {
  text: string
  role: Role | ''
  sector: string
  unit: string
  region: string | undefined
  standing: Standing | ''
}

export const EVERYONE: PeopleQuery = { text: '', role: '', sector: '', unit: '', region: undefined, standing: '' }

/** Whether a person is among those looked for. `inside` says whether a region lies in another, or is it. */
export function isSought(
  account: Account,
  standing: Standing,
  query: PeopleQuery,
  inside: (region: string, above: string) => boolean,
): boolean {
  const text = query.text.trim().toLowerCase()
  return (
    (text === '' || `${account.name} ${account.username}`.toLowerCase().includes(text)) &&
    (query.role === '' || account.roles.includes(query.role)) &&
    (query.sector === '' || account.sector === query.sector) &&
    (query.unit === '' || account.unit === query.unit) &&
    (query.region === undefined || (account.region !== undefined && inside(account.region, query.region))) &&
    (query.standing === '' || query.standing === standing)
  )
}
