import { createHash } from 'node:crypto'
import { isGoodPassword } from '../../core/committee/commands.ts'
import { COMMITTEE_ID } from '../../core/committee/state.ts'
import { RATES } from '../../core/wire/limits.ts'
import { refuse, type Reply } from '../../core/wire/refusal.ts'
import { createFailures } from '../accounts/failures.ts'
import { hashPassword } from '../accounts/passwords.ts'
import type { People } from '../accounts/roster.ts'
import type { Sessions } from '../accounts/sessions.ts'
import { Crowded } from '../accounts/turnstile.ts'
import type { Matters } from '../matters/matters.ts'
import type { Store } from '../store/contract.ts'

/** Takes an invitation up with a first password; answers with the name to sign in with. */
export type TakeUp = (
  given: { code: string; password: string },
  address: string,
) => Promise<Reply<{ username: string }>>

export interface InvitationParts {
  store: Store
  people: Pick<People, 'account'>
  matters: Pick<Matters, 'give'>
  sessions: Pick<Sessions, 'endAll'>
  now: () => number
  /** A fresh UUIDv7. */
  id: () => string
  limited: boolean
}

const NONE = refuse('not-found', 'no-invitation', 'no invitation has this code')
const MOST_KEYS = 20_000

/**
 * A code opens an account once: the password and the event that says so are one transaction. A code that was used,
 * replaced or has run out is answered like one that never was; who tries codes is slowed down as at sign-in.
 */
export function createInvitations({ store, people, matters, sessions, now, id, limited }: InvitationParts): TakeUp {
  const { failures: limit, windowMs } = RATES.signIn
  const failures = createFailures({ limit: 4 * limit, windowMs, most: MOST_KEYS })

  async function take(code: string, password: string): Promise<Reply<{ username: string }>> {
    const invitation = await store.invitation(code)
    const account = invitation && people.account(invitation.account)
    if (!invitation || !account || invitation.until <= now()) return { ok: false, refusal: NONE }
    if (!isGoodPassword(password, account.username))
      return { ok: false, refusal: refuse('invalid', 'weak-password', '8–128 characters, not the username') }
    const passwordHash = await hashPassword(password)
    const joined = await matters.give({
      id: id(),
      matter: COMMITTEE_ID,
      type: 'account.join',
      data: { account: account.id, code, passwordHash },
    })
    if (!joined.ok) return joined
    await sessions.endAll(account.id)
    return { ok: true, value: { username: account.username } }
  }

  return async ({ code, password }, address) => {
    const retryAfterMs = limited ? failures.wait(address, now()) : 0
    if (retryAfterMs > 0)
      return { ok: false, refusal: refuse('rate-limited', 'sign-in', 'too many failed attempts', { retryAfterMs }) }
    try {
      const reply = await take(createHash('sha256').update(code).digest('hex'), password)
      if (!reply.ok && reply.refusal.code === 'not-found') failures.add(address, now())
      return reply
    } catch (error) {
      if (!(error instanceof Crowded)) throw error
      return { ok: false, refusal: refuse('unavailable', 'busy', 'too many at once', { retryAfterMs: 2000 }) }
    }
  }
}
