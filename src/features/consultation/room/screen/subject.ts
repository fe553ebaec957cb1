import { standing } from '../../../../../core/consultation/statement-rounds.ts'
import {
  runningItem,
  type ConsultationState,
  type Poll,
  type Statement,
} from '../../../../../core/consultation/state.ts'

/** What the hall looks at. */
export type Subject =
  | { what: 'poll'; poll: Poll }
  | { what: 'result'; poll: Poll }
  | { what: 'statements'; statements: Statement[] }
  | { what: 'floor' }
  | { what: 'question' }

/**
 * What the big screen shows: an open poll, else the result of the last one of the running item, else the statements put
 * to everyone, else the floor while the session sits, else the question it is about. A poll is of an item when it was
 * opened during it, so a result gives way when the next item begins, and a poll that is left open to the statements of
 * an item that is for them.
 */
export function subjectOf(state: ConsultationState): Subject {
  const item = runningItem(state)
  const statements = standing(state)
  const open = state.polls.findLast(({ status }) => status === 'open')
  const asks = item?.kind === 'statements' && statements.length > 0
  if (open && (open.item === item?.id || !asks)) return { what: 'poll', poll: open }
  const closed = state.polls.findLast(({ status }) => status === 'closed')
  const last = state.floor.speeches.at(-1)
  const since = Math.max(item?.startedAt ?? 0, last?.at ?? 0)
  if (closed && closed.item === item?.id && (closed.closed?.at ?? 0) >= since && state.status !== 'concluded')
    return { what: 'result', poll: closed }
  if (statements.length > 0) return { what: 'statements', statements }
  const sits = state.status === 'open' || state.status === 'paused'
  return { what: sits && item ? 'floor' : 'question' }
}

/** Where a room is joined: the client's address at its server. `undefined` where the server has none. */
export function joinAddress(server: string, matter: string): { link: string; host: string } | undefined {
  if (!URL.canParse(server)) return undefined
  const { host, origin } = new URL(server)
  return { link: `${origin}/#/consultations/${matter}/room`, host }
}
