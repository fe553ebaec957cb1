import { refusalSchema, refuse, type Refusal, type Reply } from '../../core/wire/refusal.ts'
import { acceptInvitation, confirmPassword as confirmation } from '../../core/wire/requests.ts'

const ANSWER_MS = 15_000
const unreachable = () => refuse('unavailable', 'offline', 'the server does not answer')

async function post(url: string, given: object, headers: Record<string, string> = {}): Promise<Reply<unknown>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(given),
      credentials: 'omit',
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    const body: unknown = await response.json()
    if (response.ok) return { ok: true, value: body }
    const refusal = refusalSchema.safeParse((body as { refusal?: unknown } | null)?.refusal)
    return { ok: false, refusal: refusal.success ? refusal.data : unreachable() }
  } catch {
    return { ok: false, refusal: unreachable() }
  }
}

/** `POST /api/session/confirm`: the password once more. Answers the refusal, if it is one. Never throws. */
export async function confirmPassword(server: string, token: string, password: string): Promise<Refusal | undefined> {
  const reply = await post(`${server}/api/session/confirm`, { password }, { authorization: `Bearer ${token}` })
  if (!reply.ok) return reply.refusal
  return confirmation.out.safeParse(reply.value).success ? undefined : unreachable()
}

/** `POST /api/invitations`: answers with the name to sign in with. Never throws. */
export async function takeUpInvitation(
  server: string,
  given: { code: string; password: string },
): Promise<Reply<{ username: string }>> {
  const reply = await post(`${server}/api/invitations`, given)
  if (!reply.ok) return reply
  const taken = acceptInvitation.out.safeParse(reply.value)
  return taken.success ? { ok: true, value: taken.data } : { ok: false, refusal: unreachable() }
}
