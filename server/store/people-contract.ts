import type { Preferences } from '../../core/notices/preferences.ts'
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

/** Who there is, who is signed in, and what each has chosen: a part of the store, durable as the rest. */
export interface PeopleStore {
  roster(): Promise<Roster>
  /** Adds or replaces by id and raises the roster's version. */
  putRoster(change: Partial<Omit<Roster, 'accounts' | 'version'>>): Promise<void>
  /** Rejects with `Conflict` when another account has the username. */
  putAccount(account: StoredAccount): Promise<void>
  /** The invitation whose code has this hash. */
  invitation(code: string): Promise<StoredInvitation | undefined>
  accountByUsername(username: string): Promise<StoredAccount | undefined>
  /** What an account has chosen, as it was put; `undefined` before that. */
  preferences(account: string): Promise<unknown>
  putPreferences(account: string, preferences: Preferences): Promise<void>
  putSession(tokenHash: string, session: StoredSession): Promise<void>
  session(tokenHash: string): Promise<StoredSession | undefined>
  removeSession(tokenHash: string): Promise<void>
  /** Ends every session of an account: sign-out everywhere. */
  removeSessions(account: string): Promise<void>
  removeExpiredSessions(at: number): Promise<number>
}
