import type { Account } from '../../core/people/roles.ts'
import { RATES } from '../../core/wire/limits.ts'
import { refuse, type Reply } from '../../core/wire/refusal.ts'
import type { SignedIn } from '../../core/wire/requests.ts'
import type { Store } from '../store/contract.ts'
import { createFailures } from './failures.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { foldUsername } from './roster.ts'
import type { Sessions } from './sessions.ts'
import { Crowded } from './turnstile.ts'

export interface PasswordParts {
  store: Store
  now: () => number
  /** Off only for measuring. */
  limited: boolean
}

/** Whose password it is, or why it is not known. `address`: where the request comes from, as the connection says. */
export type CheckPassword = (username: string, password: string, address: string) => Promise<Reply<Account>>
export type SignIn = (username: string, password: string, address: string) => Promise<Reply<SignedIn>>

// one address that tries many names is stopped too, later, since a whole office can sit behind one address
const ADDRESS_FAILURES = 100
const MOST_KEYS = 20_000
const MOST_WAITING = 512

const busy = refuse('unavailable', 'busy', 'too many sign-ins at once', { retryAfterMs: 2000 })

/** Begins a session for whoever knows the password. */
export function createSignIn(checkPassword: CheckPassword, sessions: Sessions): SignIn {
  return async (username, password, address) => {
    const known = await checkPassword(username, password, address)
    if (!known.ok) return known
    const { token, expiresAt } = await sessions.begin(known.value.id)
    return { ok: true, value: { token, account: known.value, expiresAt } }
  }
}

/**
 * Checks a name and a password. Unknown name, wrong password, suspended account and one that has no password yet cost
 * the same work and get the same answer, so that nobody can find out which names exist.
 */
export async function createPasswordCheck({ store, now, limited }: PasswordParts): Promise<CheckPassword> {
  const { failures: limit, windowMs } = RATES.signIn
  const byPair = createFailures({ limit, windowMs, most: MOST_KEYS })
  const byAddress = createFailures({ limit: ADDRESS_FAILURES, windowMs, most: MOST_KEYS })
  const decoy = await hashPassword('a password that nobody has')
  // one attempt at a time for each pair, or many sent at once would all pass before the first has failed
  const turns = new Map<string, Promise<unknown>>()
  let waiting = 0

  async function attempt(name: string, password: string): Promise<Account | undefined> {
    const stored = await store.accountByUsername(name)
    const kept = stored?.passwordHash === '' ? undefined : stored?.passwordHash
    const right = await verifyPassword(password, kept ?? decoy)
    return stored && kept !== undefined && right && !stored.suspended ? stored.account : undefined
  }

  async function check(name: string, password: string, address: string): Promise<Reply<Account>> {
    const pair = `${address} ${name}`
    const retryAfterMs = limited ? Math.max(byPair.wait(pair, now()), byAddress.wait(address, now())) : 0
    if (retryAfterMs > 0)
      return { ok: false, refusal: refuse('rate-limited', 'sign-in', 'too many failed attempts', { retryAfterMs }) }
    const account = await attempt(name, password)
    if (!account) {
      byPair.add(pair, now())
      byAddress.add(address, now())
      return { ok: false, refusal: refuse('unauthenticated', 'wrong-credentials', 'wrong username or password') }
    }
    byPair.forgive(pair)
    return { ok: true, value: account }
  }

  return async (username, password, address) => {
    if (waiting >= MOST_WAITING) return { ok: false, refusal: busy }
    waiting++
    const name = foldUsername(username)
    const pair = `${address} ${name}`
    const before = turns.get(pair) ?? Promise.resolve()
    const turn = before.then(() => check(name, password, address))
    const settled = turn.catch(() => undefined)
    turns.set(pair, settled)
    try {
      return await turn
    } catch (error) {
      if (!(error instanceof Crowded)) throw error
      return { ok: false, refusal: busy }
    } finally {
      waiting--
      if (turns.get(pair) === settled) turns.delete(pair)
    }
  }
}
