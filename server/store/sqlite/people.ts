import type { RosterChange } from '../../../core/matter/decision.ts'
import type { Preferences } from '../../../core/notices/preferences.ts'
import { Conflict } from '../contract.ts'
import type { Roster, StoredAccount, StoredInvitation, StoredSession } from '../people-contract.ts'
import type { Sql } from './sql.ts'

const LISTS = ['units', 'regions', 'sectors'] as const

export function roster(sql: Sql): Roster {
  const accounts = sql.all<{ account: string; suspended: number }>(
    'SELECT account, suspended FROM accounts ORDER BY place',
  )
  const rows = sql.all<{ list: string; entry: string }>('SELECT list, entry FROM roster ORDER BY place')
  const entries = (list: (typeof LISTS)[number]) =>
    rows.filter((row) => row.list === list).map((row) => JSON.parse(row.entry) as unknown)
  return {
    accounts: accounts.map(({ account, suspended }) => ({
      ...(JSON.parse(account) as Roster['accounts'][number]),
      ...(suspended === 1 ? { suspended: true as const } : {}),
    })),
    units: entries('units') as Roster['units'],
    regions: entries('regions') as Roster['regions'],
    sectors: entries('sectors') as Roster['sectors'],
    version: sql.get<{ version: number }>('SELECT version FROM roster_version')?.version ?? 0,
  }
}

const raiseVersion = (sql: Sql) => sql.run('UPDATE roster_version SET version = version + 1')

export function putRoster(sql: Sql, change: Pick<RosterChange, (typeof LISTS)[number]>): void {
  for (const list of LISTS)
    for (const entry of change[list] ?? [])
      sql.run(
        'INSERT INTO roster (list, id, entry) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET entry = excluded.entry',
        list,
        entry.id,
        JSON.stringify(entry),
      )
  raiseVersion(sql)
}

const holderOf = (sql: Sql, username: string) =>
  sql.get<{ id: string }>('SELECT id FROM accounts WHERE username = ?', username)?.id

/** Throws `Conflict` where a change of the roster would take what somebody else has. Only reads. */
export function checkRoster(sql: Sql, { accounts = [], joined }: RosterChange): void {
  for (const { id, username } of accounts)
    if ((holderOf(sql, username) ?? id) !== id) throw new Conflict(`the username ${username} is taken`)
  if (joined && invitation(sql, joined.code)?.account !== joined.account)
    throw new Conflict(`no invitation of ${joined.account} has this code`)
}

export function changeRoster(sql: Sql, change: RosterChange): void {
  for (const { suspended = false, ...account } of change.accounts ?? []) {
    sql.run(
      `INSERT INTO accounts (id, username, account, password_hash, suspended) VALUES (?, ?, ?, '', ?)
       ON CONFLICT (id) DO UPDATE SET username = excluded.username, account = excluded.account,
         suspended = excluded.suspended`,
      account.id,
      account.username,
      JSON.stringify(account),
      Number(suspended),
    )
    if (!suspended) continue
    sql.run('DELETE FROM sessions WHERE account = ?', account.id)
    sql.run('DELETE FROM invitations WHERE account = ?', account.id)
  }
  for (const { account, code, until } of change.invitations ?? []) {
    sql.run('DELETE FROM invitations WHERE account = ?', account)
    sql.run('INSERT INTO invitations (code, account, until) VALUES (?, ?, ?)', code, account, until)
  }
  const { joined } = change
  if (joined) {
    sql.run('UPDATE accounts SET password_hash = ? WHERE id = ?', joined.passwordHash, joined.account)
    sql.run('DELETE FROM invitations WHERE account = ?', joined.account)
    sql.run('DELETE FROM sessions WHERE account = ?', joined.account)
  }
  putRoster(sql, change)
}

export function invitation(sql: Sql, code: string): StoredInvitation | undefined {
  const row = sql.get<StoredInvitation>('SELECT account, until FROM invitations WHERE code = ?', code)
  return row && { ...row }
}

export function putAccount(sql: Sql, { account, passwordHash, suspended }: StoredAccount): void {
  const { id, username } = account
  if (sql.get('SELECT 1 FROM accounts WHERE username = ? AND id <> ?', username, id))
    throw new Conflict(`the username ${username} is taken`)
  sql.run(
    `INSERT INTO accounts (id, username, account, password_hash, suspended) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET username = excluded.username, account = excluded.account,
       password_hash = excluded.password_hash, suspended = excluded.suspended`,
    id,
    username,
    JSON.stringify(account),
    passwordHash,
    Number(suspended),
  )
  raiseVersion(sql)
}

export function accountByUsername(sql: Sql, username: string): StoredAccount | undefined {
  const row = sql.get<{ account: string; passwordHash: string; suspended: number }>(
    'SELECT account, password_hash AS passwordHash, suspended FROM accounts WHERE username = ?',
    username,
  )
  if (!row) return undefined
  const account = JSON.parse(row.account) as StoredAccount['account']
  return { account, passwordHash: row.passwordHash, suspended: row.suspended === 1 }
}

export function preferences(sql: Sql, account: string): unknown {
  const row = sql.get<{ value: string }>('SELECT value FROM preferences WHERE account = ?', account)
  return row && JSON.parse(row.value)
}

export function putPreferences(sql: Sql, account: string, chosen: Preferences): void {
  sql.run(
    'INSERT INTO preferences (account, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    account,
    JSON.stringify(chosen),
  )
}

export function putSession(sql: Sql, tokenHash: string, { account, expiresAt }: StoredSession): void {
  sql.run(
    `INSERT INTO sessions (token_hash, account, expires_at) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET account = excluded.account, expires_at = excluded.expires_at`,
    tokenHash,
    account,
    expiresAt,
  )
}

export function session(sql: Sql, tokenHash: string): StoredSession | undefined {
  const row = sql.get<StoredSession>(
    'SELECT account, expires_at AS expiresAt FROM sessions WHERE token_hash = ?',
    tokenHash,
  )
  return row && { ...row }
}

export function keepAnew(sql: Sql, name: string, value: string): void {
  sql.run('INSERT OR REPLACE INTO kept (name, value) VALUES (?, ?)', name, value)
}

export function kept(sql: Sql, name: string): string | undefined {
  return sql.get<{ value: string }>('SELECT value FROM kept WHERE name = ?', name)?.value
}

export function keep(sql: Sql, name: string, make: () => string): string {
  const known = kept(sql, name)
  if (known !== undefined) return known
  const value = make()
  sql.run('INSERT INTO kept (name, value) VALUES (?, ?)', name, value)
  return value
}
