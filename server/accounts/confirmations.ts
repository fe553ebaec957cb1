import type { Reply } from '../../core/wire/refusal.ts'
import { refuse } from '../../core/wire/refusal.ts'
import type { People } from './roster.ts'
import type { Session } from './sessions.ts'
import type { CheckPassword } from './sign-in.ts'

/** How long a password that was given once more counts, in ms. */
export const CONFIRMED_MS = 5 * 60_000
const MOST_SESSIONS = 10_000

/** The password once more; answers until when (ms UTC) it counts. `address`: where the request comes from. */
export type Confirm = (session: Session, password: string, address: string) => Promise<Reply<{ until: number }>>

export interface Confirmations {
  confirm: Confirm
  /** Whether a session gave its password again lately. */
  holds(tokenHash: string): boolean
}

/**
 * Which sessions gave their password once more, kept for minutes and in memory only: after a restart it is asked for
 * again. A wrong one counts like a wrong one at sign-in.
 */
export function createConfirmations(parts: {
  people: Pick<People, 'account'>
  checkPassword: CheckPassword
  now: () => number
}): Confirmations {
  const { people, checkPassword, now } = parts
  const until = new Map<string, number>()
  return {
    async confirm({ account: id, tokenHash }, password, address) {
      const account = people.account(id)
      if (!account) return { ok: false, refusal: refuse('unauthenticated', 'session-ended', 'the session has ended') }
      const known = await checkPassword(account.username, password, address)
      if (!known.ok) return known.refusal.code === 'unauthenticated' ? { ok: false, refusal: WRONG } : known
      const end = now() + CONFIRMED_MS
      until.delete(tokenHash)
      until.set(tokenHash, end)
      const [oldest] = until.keys()
      if (until.size > MOST_SESSIONS && oldest !== undefined) until.delete(oldest)
      return { ok: true, value: { until: end } }
    },
    holds: (tokenHash) => (until.get(tokenHash) ?? 0) > now(),
  }
}

// not `unauthenticated`: the session goes on
const WRONG = refuse('forbidden', 'wrong-password', 'this is not the password')
