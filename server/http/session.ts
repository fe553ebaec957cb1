import type { IncomingMessage, ServerResponse } from 'node:http'
import type { z } from 'zod'
import { parse } from '../../core/wire/parse.ts'
import { refuse, type RefusalCode, type Reply } from '../../core/wire/refusal.ts'
import { acceptInvitation, confirmPassword, signIn as signInSchema } from '../../core/wire/requests.ts'
import type { Confirm } from '../accounts/confirmations.ts'
import type { TakeUp } from '../committee/invitations.ts'
import type { Sessions } from '../accounts/sessions.ts'
import type { SignIn } from '../accounts/sign-in.ts'
import { readJson } from './body.ts'
import { bearerOf, sendJson, sendRefusal } from './reply.ts'

export interface SessionParts {
  sessions: Sessions
  signIn: SignIn
  confirm: Confirm
  takeUp: TakeUp
  /** Told of every attempt: `ok`, or the code of its refusal. */
  attempted: (outcome: 'ok' | RefusalCode) => void
}

const SIGNED_OUT = refuse('unauthenticated', 'session-ended', 'no session has this token')

/** Reads a JSON body of this shape and sends what `answer` makes of it. */
async function answerJson<S extends z.ZodType>(
  request: IncomingMessage,
  response: ServerResponse,
  schema: S,
  answer: (given: z.output<S>) => Promise<Reply<unknown>>,
  told: (reply: Reply<unknown>) => void = () => {},
): Promise<void> {
  const body = await readJson(request)
  const given = body.ok ? parse(schema, body.value) : body
  const reply = given.ok ? await answer(given.value) : given
  told(reply)
  if (reply.ok) return sendJson(response, 200, reply.value)
  if (body.ok) return sendRefusal(response, reply.refusal)
  // the rest of a body that is not taken is not waited for either
  response.setHeader('connection', 'close')
  sendRefusal(response, reply.refusal, body.status)
}

const addressOf = (request: IncomingMessage) => request.socket.remoteAddress ?? ''

/** `POST /api/session`: a name and a password for a token. */
export function beginSession(
  request: IncomingMessage,
  response: ServerResponse,
  { signIn, attempted }: SessionParts,
): Promise<void> {
  return answerJson(
    request,
    response,
    signInSchema.in,
    ({ username, password }) => signIn(username, password, addressOf(request)),
    (reply) => attempted(reply.ok ? 'ok' : reply.refusal.code),
  )
}

/** `POST /api/session/confirm` with the token as bearer: the password once more, before what cannot easily be undone. */
export async function confirmSession(
  request: IncomingMessage,
  response: ServerResponse,
  { sessions, confirm }: SessionParts,
): Promise<void> {
  const token = bearerOf(request)
  const session = token === undefined ? undefined : await sessions.find(token)
  await answerJson(request, response, confirmPassword.in, async ({ password }) =>
    session ? confirm(session, password, addressOf(request)) : { ok: false, refusal: SIGNED_OUT },
  )
}

/** `POST /api/invitations`: the code of an invitation and the first password. */
export function acceptInvited(
  request: IncomingMessage,
  response: ServerResponse,
  { takeUp }: SessionParts,
): Promise<void> {
  return answerJson(request, response, acceptInvitation.in, (given) => takeUp(given, addressOf(request)))
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
