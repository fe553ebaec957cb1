import { Conflict } from '../contract.ts'
import type { Roster, StoredAccount } from '../people-contract.ts'
import { copy, type Tables } from './tables.ts'

export function roster(tables: Tables): Roster {
  return copy({
    accounts: [...tables.accounts.values()].map(({ account }) => account),
    units: [...tables.units.values()],
    regions: [...tables.regions.values()],
    sectors: [...tables.sectors.values()],
    version: tables.rosterVersion,
  })
}

export function putRoster(tables: Tables, change: Partial<Omit<Roster, 'accounts' | 'version'>>): void {
  for (const unit of change.units ?? []) tables.units.set(unit.id, copy(unit))
  for (const region of change.regions ?? []) tables.regions.set(region.id, copy(region))
  for (const sector of change.sectors ?? []) tables.sectors.set(sector.id, copy(sector))
  tables.rosterVersion++
}

export function putAccount(tables: Tables, stored: StoredAccount): void {
  const { id, username } = stored.account
  const holder = accountByUsername(tables, username)
  if (holder && holder.account.id !== id) throw new Conflict(`the username ${username} is taken`)
  tables.accounts.set(id, copy(stored))
  tables.rosterVersion++
}

export function accountByUsername(tables: Tables, username: string): StoredAccount | undefined {
  const found = [...tables.accounts.values()].find(({ account }) => account.username === username)
  return found && copy(found)
}

/** Removes the sessions that `which` picks. Answers how many. */
export function removeSessions(tables: Tables, which: (account: string, expiresAt: number) => boolean): number {
  const gone = [...tables.sessions].filter(([, { account, expiresAt }]) => which(account, expiresAt))
  for (const [tokenHash] of gone) tables.sessions.delete(tokenHash)
  return gone.length
}
