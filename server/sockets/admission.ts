import { refuse, type Refusal } from '../../core/wire/refusal.ts'
import type { People } from '../accounts/roster.ts'
import type { Session, Sessions } from '../accounts/sessions.ts'
import type { Logger } from '../log.ts'
import type { Store } from '../store/contract.ts'
import type { ClientSocket, Io } from './rooms.ts'

export interface AdmissionParts {
  sessions: Sessions
  people: People
  store: Store
  log: Logger
  draining: () => boolean
}

const SIGNED_OUT = refuse('unauthenticated', 'session-ended', 'the token opens no session')
const UNAVAILABLE = refuse('unavailable', 'store', 'sign-in cannot be checked at the moment', { retryAfterMs: 1000 })
const SHUTTING_DOWN = refuse('unavailable', 'shutting-down', 'the server is shutting down', { retryAfterMs: 2000 })

/** The session of a token whose account exists and is not suspended. */
export async function admitted(
  token: unknown,
  { sessions, people, store }: Pick<AdmissionParts, 'sessions' | 'people' | 'store'>,
): Promise<Session | undefined> {
  const session = typeof token === 'string' ? await sessions.find(token) : undefined
  const account = session && people.account(session.account)
  const stored = account && (await store.accountByUsername(account.username))
  return stored && !stored.suspended ? session : undefined
}

/**
 * Lets in only connections with a token of a session that holds; the others get `connect_error` with the refusal as its
 * `data`. A session that ended while the store was being asked is caught by `stillHolds`.
 */
export function guardAdmission(
  io: Io,
  parts: AdmissionParts,
): { stillHolds: (socket: ClientSocket) => Promise<boolean> } {
  const asked = new WeakMap<ClientSocket, number>()

  async function check(socket: ClientSocket): Promise<Refusal | undefined> {
    if (parts.draining()) return SHUTTING_DOWN
    asked.set(socket, parts.sessions.endings)
    try {
      const session = await admitted((socket.handshake.auth as { token?: unknown }).token, parts)
      if (!session) return SIGNED_OUT
      socket.data = { account: session.account, tokenHash: session.tokenHash, expiresAt: session.expiresAt }
      return undefined
    } catch (error) {
      parts.log.error({ err: error }, 'a connection could not be checked')
      return UNAVAILABLE
    }
  }

  io.use((socket, next) => {
    void check(socket).then((refusal) => next(refusal && Object.assign(new Error(refusal.message), { data: refusal })))
  })

  return {
    async stillHolds(socket) {
      if (asked.get(socket) === parts.sessions.endings) return true
      const session = await parts.store.session(socket.data.tokenHash)
      return session !== undefined
    },
  }
}
