import type { Context } from '../matter/decision.ts'
import type { Account, Region, Sector, Unit } from '../people/roles.ts'
import { isActiveAdministrator, type CommitteeState, type SeatState } from './state.ts'

/** A seat as the record has it; of an account that the roster got from elsewhere, as the roster has it. */
export function seatOf(state: CommitteeState, { directory }: Pick<Context, 'directory'>, id: string) {
  return state.seats[id] ?? fromRoster(directory.account(id))
}

function fromRoster(account: Account | undefined): SeatState | undefined {
  if (!account) return undefined
  const { roles, sector, unit, region } = account
  return {
    roles,
    ...(sector === undefined ? {} : { sector }),
    ...(unit === undefined ? {} : { unit }),
    ...(region === undefined ? {} : { region }),
    joined: true,
    ...(account.suspended ? { suspended: { by: '', at: 0, reason: '' } } : {}),
  }
}

/** Every seat, by id. */
export function seatsOf(state: CommitteeState, context: Pick<Context, 'directory'>): Map<string, SeatState> {
  const seats = new Map(Object.entries(state.seats))
  for (const { id } of context.directory.accounts()) {
    const seat = seats.has(id) ? undefined : seatOf(state, context, id)
    if (seat) seats.set(id, seat)
  }
  return seats
}

/** Administrators who can act, other than this one. */
export function otherAdministrators(state: CommitteeState, context: Pick<Context, 'directory'>, id: string): number {
  return [...seatsOf(state, context)].filter(([other, seat]) => other !== id && isActiveAdministrator(seat)).length
}

export const unitOf = (
  state: CommitteeState,
  { directory }: Pick<Context, 'directory'>,
  id: string,
): Unit | undefined => state.units[id] ?? directory.unit(id)
export const regionOf = (
  state: CommitteeState,
  { directory }: Pick<Context, 'directory'>,
  id: string,
): Region | undefined => state.regions[id] ?? directory.region(id)
export const sectorOf = (state: CommitteeState, id: string): Sector | undefined => state.sectors[id]
