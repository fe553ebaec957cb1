import type { Account, Directory } from '../../core/people/roles.ts'
import { fold } from '../../core/text/terms.ts'
import type { Store } from '../store/contract.ts'
import type { Roster } from '../store/people-contract.ts'
import { hashPassword } from './passwords.ts'

/** Who and what exists, kept in memory beside the store. Changes go through here, so both always agree. */
export interface People {
  readonly directory: Directory
  roster(): Roster
  account(id: string): Account | undefined
  /** The region and everything below it in the tree. */
  regionsFrom(region: string): string[]
  /** Ids of the accounts of a sector. */
  ofSector(sector: string): string[]
  put(change: Parameters<Store['putRoster']>[0]): Promise<void>
  /** Adds or replaces an account; its username is folded. `password` in the clear, kept only as its hash. */
  putAccount(account: Account, password: string, suspended?: boolean): Promise<Account>
  /** Reads the roster again, where the store has changed it. */
  refresh(): Promise<void>
  /** Calls back after every change, so that rights can be looked at again. */
  onChange(listener: () => void): void
}

/** A username as it is kept and compared: width and case folded away. */
export const foldUsername = (username: string): string => fold(username.trim())

/** Reads the roster once and keeps it fresh. */
export async function loadPeople(store: Store): Promise<People> {
  let roster = await store.roster()
  let accounts = new Map<string, Account>()
  let directory: Directory
  const listeners: (() => void)[] = []

  function index() {
    accounts = new Map(roster.accounts.map((account) => [account.id, account]))
    const units = new Map(roster.units.map((unit) => [unit.id, unit]))
    const regions = new Map(roster.regions.map((region) => [region.id, region]))
    directory = {
      account: (id) => accounts.get(id),
      unit: (id) => units.get(id),
      region: (id) => regions.get(id),
      accounts: () => roster.accounts,
    }
  }

  async function refresh() {
    const fresh = await store.roster()
    // of two changes at once the earlier answer may come later
    if (fresh.version <= roster.version) return
    roster = fresh
    index()
    for (const listener of listeners) listener()
  }

  index()
  return {
    get directory() {
      return directory
    },
    roster: () => roster,
    account: (id) => accounts.get(id),
    regionsFrom(region) {
      const found = new Set([region])
      // a set grows while it is walked: each found region brings its children
      for (const above of found) for (const { id, parent } of roster.regions) if (parent === above) found.add(id)
      return [...found]
    },
    ofSector: (sector) => roster.accounts.filter((account) => account.sector === sector).map(({ id }) => id),
    async put(change) {
      await store.putRoster(change)
      await refresh()
    },
    async putAccount(account, password, suspended = false) {
      const kept = { ...account, username: foldUsername(account.username) }
      await store.putAccount({ account: kept, passwordHash: await hashPassword(password), suspended })
      await refresh()
      return kept
    },
    refresh,
    onChange: (listener) => void listeners.push(listener),
  }
}
