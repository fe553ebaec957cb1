import type { IncomingMessage, ServerResponse } from 'node:http'
import { parse } from '../../core/wire/parse.ts'
import { refuse, type RefusalCode } from '../../core/wire/refusal.ts'
import { signIn as signInSchema } from '../../core/wire/requests.ts'
import type { Sessions } from '../accounts/sessions.ts'
import type { SignIn } from '../accounts/sign-in.ts'
import { readJson } from './body.ts'
import { bearerOf, sendJson, sendRefusal } from './reply.ts'

export interface SessionParts {
  sessions: Sessions
  signIn: SignIn
  /** Told of every attempt: `ok`, or the code of its refusal. */
  attempted: (outcome: 'ok' | RefusalCode) => void
}

const SIGNED_OUT = refuse('unauthenticated', 'session-ended', 'no session has this token')

/** `POST /api/session`: a name and a password for a token. */
export async function beginSession(
  request: IncomingMessage,
  response: ServerResponse,
  { signIn, attempted }: SessionParts,
): Promise<void> {
  const body = await readJson(request)
  const given = body.ok ? parse(signInSchema.in, body.value) : body
  const answer = given.ok
    ? await signIn(given.value.username, given.value.password, request.socket.remoteAddress ?? '')
    : given
  attempted(answer.ok ? 'ok' : answer.refusal.code)
  if (answer.ok) return sendJson(response, 200, answer.value)
  if (body.ok) return sendRefusal(response, answer.refusal)
  // the rest of a body that is not taken is not waited for either
  response.setHeader('connection', 'close')
  sendRefusal(response, answer.refusal, body.status)
}

/** `DELETE /api/session` with the token as bearer: signs out here, or with `?everywhere=1` on every device. */
export async function endSession(
  request: IncomingMessage,
  response: ServerResponse,
  { sessions }: SessionParts,
): Promise<void> {
  const token = bearerOf(request)
  const session = token === undefined ? undefined : await sessions.find(token)
  if (!session) return sendRefusal(response, SIGNED_OUT)
  const { searchParams } = new URL(request.url ?? '/', 'http://server')
  await sessions.end(session, ['1', 'true'].includes(searchParams.get('everywhere') ?? ''))
  sendJson(response, 200, {})
}
