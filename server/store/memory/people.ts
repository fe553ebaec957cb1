import type { RosterChange } from '../../../core/matter/decision.ts'
import { Conflict } from '../contract.ts'
import type { Roster, StoredAccount } from '../people-contract.ts'
import { copy, type Tables } from './tables.ts'

export function roster(tables: Tables): Roster {
  return copy({
    accounts: [...tables.accounts.values()].map(({ account, suspended }) => ({
      ...account,
      ...(suspended ? { suspended: true as const } : {}),
    })),
    units: [...tables.units.values()],
    regions: [...tables.regions.values()],
    sectors: [...tables.sectors.values()],
    version: tables.rosterVersion,
  })
}

export function putRoster(tables: Tables, change: Pick<RosterChange, 'units' | 'regions' | 'sectors'>): void {
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

/** Throws `Conflict` where a change of the roster would take what somebody else has. Changes nothing. */
export function checkRoster(tables: Tables, { accounts = [], joined }: RosterChange): void {
  for (const { id, username } of accounts) {
    const holder = accountByUsername(tables, username)
    if (holder && holder.account.id !== id) throw new Conflict(`the username ${username} is taken`)
  }
  if (joined && tables.invitations.get(joined.code)?.account !== joined.account)
    throw new Conflict(`no invitation of ${joined.account} has this code`)
}

export function changeRoster(tables: Tables, change: RosterChange): void {
  for (const { suspended = false, ...account } of change.accounts ?? []) {
    const passwordHash = tables.accounts.get(account.id)?.passwordHash ?? ''
    tables.accounts.set(account.id, copy({ account, passwordHash, suspended }))
    if (!suspended) continue
    removeSessions(tables, (owner) => owner === account.id)
    removeInvitation(tables, account.id)
  }
  for (const { account, code, until } of change.invitations ?? []) {
    removeInvitation(tables, account)
    tables.invitations.set(code, { account, until })
  }
  const { joined } = change
  const seat = joined && tables.accounts.get(joined.account)
  if (joined && seat) {
    tables.accounts.set(joined.account, { ...seat, passwordHash: joined.passwordHash })
    removeInvitation(tables, joined.account)
    removeSessions(tables, (owner) => owner === joined.account)
  }
  putRoster(tables, change)
}

function removeInvitation(tables: Tables, account: string): void {
  for (const [code, invitation] of tables.invitations)
    if (invitation.account === account) tables.invitations.delete(code)
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
