import { refusalSchema, type Refusal } from '../../core/wire/refusal.ts'
import { signIn, type SignedIn } from '../../core/wire/requests.ts'
import type { SessionProblem } from './problem.ts'

const ANSWER_MS = 15_000

/**
 * The address of a server as it is kept and compared: an origin. Without a scheme, this machine is asked over http and
 * every other over https. `undefined` for what is no address.
 */
export function serverAddress(text: string): string | undefined {
  const given = text.trim()
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(given)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return undefined
  const here = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/i.test(given)
  try {
    const url = new URL(scheme ? given : `${here ? 'http' : 'https'}://${given}`)
    return url.hostname !== '' && url.username === '' ? url.origin : undefined
  } catch {
    return undefined
  }
}

/** `POST /api/session`. Answers with the new session, or with why there is none. Never throws. */
export async function beginSession(
  server: string,
  given: { username: string; password: string },
): Promise<{ ok: true; value: SignedIn } | { ok: false; problem: SessionProblem }> {
  const failed = (problem: SessionProblem) => ({ ok: false as const, problem })
  let response: Response
  try {
    response = await fetch(`${server}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given),
      credentials: 'omit',
      signal: AbortSignal.timeout(ANSWER_MS),
    })
  } catch {
    return failed({ kind: 'no-server', server })
  }
  const body: unknown = await response.json().catch(() => undefined)
  const session = signIn.out.safeParse(body)
  if (response.ok && session.success) return { ok: true, value: session.data }
  const refusal = refusalIn(body)
  if (refusal?.code === 'unauthenticated' || refusal?.code === 'invalid') return failed({ kind: 'wrong-password' })
  if (refusal?.code === 'rate-limited' || refusal?.code === 'unavailable')
    return failed({ kind: 'rate-limited', retryAfterMs: Number(refusal.details?.retryAfterMs ?? 5000) })
  return failed({ kind: 'protocol', detail: `POST /api/session: ${response.status}` })
}

/** `DELETE /api/session`, as far as the server can be reached: the session ends there too, or all of the account's. */
export async function endSession(server: string, token: string, everywhere: boolean): Promise<void> {
  await fetch(`${server}/api/session${everywhere ? '?everywhere=true' : ''}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
    credentials: 'omit',
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch(() => undefined)
}

function refusalIn(body: unknown): Refusal | undefined {
  const inner = (body as { refusal?: unknown } | null | undefined)?.refusal ?? body
  const parsed = refusalSchema.safeParse(inner)
  return parsed.success ? parsed.data : undefined
}
