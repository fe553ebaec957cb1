import { createHash, randomBytes } from 'node:crypto'
import type { Store } from '../store/contract.ts'
import type { StoredSession } from '../store/people-contract.ts'

/** How long a session lasts: 30 days, in ms. */
export const SESSION_MS = 30 * 24 * 60 * 60_000

/** A session that holds: whose, until when (ms UTC), and the hash under which the store keeps its token. */
export interface Session extends StoredSession {
  tokenHash: string
}

/** Which sessions ended: one, or all of an account. */
export type Ended = { tokenHash: string } | { account: string }

export interface Sessions {
  /** Begins a session. The token is shown once and kept only as its hash. */
  begin(account: string): Promise<{ token: string; expiresAt: number }>
  /** The session of a token; `undefined` when there is none or it has expired. */
  find(token: string): Promise<Session | undefined>
  /** Ends one session, or every one of its account, and tells the listeners once the store has forgotten them. */
  end(session: Session, everywhere: boolean): Promise<void>
  /** Ends every session of an account. */
  endAll(account: string): Promise<void>
  /** Something else has taken sessions out of the store. */
  swept(): void
  /** How many times sessions were ended: who reads a session, waits, and finds it grown, must read again. */
  readonly endings: number
  onEnd(listener: (ended: Ended) => void): void
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
// 32 bytes in base64url; anything else is no token of ours and needs no look into the store
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** Opaque 256-bit tokens over the store; `now` answers ms UTC. */
export function createSessions(store: Store, now: () => number): Sessions {
  const listeners: ((ended: Ended) => void)[] = []
  let endings = 0
  const told = (ended: Ended) => {
    endings++
    for (const listener of listeners) listener(ended)
  }
  return {
    async begin(account) {
      const token = randomBytes(32).toString('base64url')
      const expiresAt = now() + SESSION_MS
      await store.putSession(hashOf(token), { account, expiresAt })
      return { token, expiresAt }
    },
    async find(token) {
      if (!TOKEN.test(token)) return undefined
      const tokenHash = hashOf(token)
      const session = await store.session(tokenHash)
      return session && session.expiresAt > now() ? { ...session, tokenHash } : undefined
    },
    async end(session, everywhere) {
      if (everywhere) await store.removeSessions(session.account)
      else await store.removeSession(session.tokenHash)
      told(everywhere ? { account: session.account } : { tokenHash: session.tokenHash })
    },
    async endAll(account) {
      await store.removeSessions(account)
      told({ account })
    },
    swept: () => void endings++,
    get endings() {
      return endings
    },
    onEnd: (listener) => void listeners.push(listener),
  }
}
