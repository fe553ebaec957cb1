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

export interface SignInParts {
  store: Store
  sessions: Sessions
  now: () => number
  /** Off only for measuring. */
  limited: boolean
}

/** `address`: where the request comes from, as the connection says. */
export type SignIn = (username: string, password: string, address: string) => Promise<Reply<SignedIn>>

// one address that tries many names is stopped too, later, since a whole office can sit behind one address
const ADDRESS_FAILURES = 100
const MOST_KEYS = 20_000
const MOST_WAITING = 512

const busy = refuse('unavailable', 'busy', 'too many sign-ins at once', { retryAfterMs: 2000 })

/**
 * Sign-in with a name and a password. Unknown name, wrong password and suspended account cost the same work and get the
 * same answer, so that nobody can find out which names exist.
 */
export async function createSignIn({ store, sessions, now, limited }: SignInParts): Promise<SignIn> {
  const { failures: limit, windowMs } = RATES.signIn
  const byPair = createFailures({ limit, windowMs, most: MOST_KEYS })
  const byAddress = createFailures({ limit: ADDRESS_FAILURES, windowMs, most: MOST_KEYS })
  const decoy = await hashPassword('a password that nobody has')
  // one attempt at a time for each pair, or many sent at once would all pass before the first has failed
  const turns = new Map<string, Promise<unknown>>()
  let waiting = 0

  async function attempt(name: string, password: string): Promise<Account | undefined> {
    const stored = await store.accountByUsername(name)
    const right = await verifyPassword(password, stored?.passwordHash ?? decoy)
    return stored && right && !stored.suspended ? stored.account : undefined
  }

  async function signIn(name: string, password: string, address: string): Promise<Reply<SignedIn>> {
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
    const { token, expiresAt } = await sessions.begin(account.id)
    return { ok: true, value: { token, account, expiresAt } }
  }

  return async (username, password, address) => {
    if (waiting >= MOST_WAITING) return { ok: false, refusal: busy }
    waiting++
    const name = foldUsername(username)
    const pair = `${address} ${name}`
    const before = turns.get(pair) ?? Promise.resolve()
    const turn = before.then(() => signIn(name, password, address))
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
