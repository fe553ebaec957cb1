import type { Preferences } from '../../../core/notices/preferences.ts'
import { Conflict } from '../contract.ts'
import type { Roster, StoredAccount, StoredSession } from '../people-contract.ts'
import type { Sql } from './sql.ts'

const LISTS = ['units', 'regions', 'sectors'] as const

export function roster(sql: Sql): Roster {
  const accounts = sql.all<{ account: string }>('SELECT account FROM accounts ORDER BY place')
  const rows = sql.all<{ list: string; entry: string }>('SELECT list, entry FROM roster ORDER BY place')
  const entries = (list: (typeof LISTS)[number]) =>
    rows.filter((row) => row.list === list).map((row) => JSON.parse(row.entry) as unknown)
  return {
    accounts: accounts.map(({ account }) => JSON.parse(account) as Roster['accounts'][number]),
    units: entries('units') as Roster['units'],
    regions: entries('regions') as Roster['regions'],
    sectors: entries('sectors') as Roster['sectors'],
    version: sql.get<{ version: number }>('SELECT version FROM roster_version')?.version ?? 0,
  }
}

const raiseVersion = (sql: Sql) => sql.run('UPDATE roster_version SET version = version + 1')

export function putRoster(sql: Sql, change: Partial<Omit<Roster, 'accounts' | 'version'>>): void {
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
