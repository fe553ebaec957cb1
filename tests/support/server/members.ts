import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import type { Account } from '../../../core/people/roles.ts'
import { openSqliteStore } from '../../../server/store/sqlite/store.ts'

const DAY = 24 * 60 * 60_000

/** Puts accounts with a session each into the store of a server that does not run; answers with their tokens. */
export async function enrol(dataDir: string, people: readonly Account[]): Promise<string[]> {
  const store = openSqliteStore({ file: path.join(dataDir, 'zx.sqlite') })
  const tokens: string[] = []
  for (const account of people) {
    const token = randomBytes(32).toString('base64url')
    const tokenHash = createHash('sha256').update(token).digest('hex')
    await store.putAccount({ account, passwordHash: '', suspended: false })
    await store.putSession(tokenHash, { account: account.id, expiresAt: Date.now() + DAY })
    tokens.push(token)
  }
  await store.close()
  return tokens
}
