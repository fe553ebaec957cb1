import type { Account, Region, Sector, Unit } from '../../core/people/roles.ts'

export interface StoredAccount {
  account: Account
  passwordHash: string
  suspended: boolean
}

/** A one-time invitation; `until` in ms UTC. */
export interface StoredInvitation {
  account: string
  until: number
}

export interface StoredSession {
  account: string
  expiresAt: number
}

/** The roster, and a version that grows with every change to it. Accounts say whether they are suspended. */
export interface Roster {
  accounts: Account[]
  units: Unit[]
  regions: Region[]
  sectors: Sector[]
  version: number
}
