import { z } from 'zod'
import { accept, acceptWith, reject, type Context, type Decision } from '../matter/decision.ts'
import { unknownEvent } from '../matter/evolve.ts'
import type { Kind } from '../matter/kind.ts'
import { emptyDiscussion } from '../matter/state.ts'
import { answerPermissions } from '../people/answer-permissions.ts'
import { hasRole } from '../people/roles.ts'
import type { EventFact } from '../record/event.ts'
import { answerCommands, type AnswerCommand } from './commands.ts'
import type { AnswerEvent } from './events.ts'
import { ANSWER_STATUSES, type AnswerState } from './state.ts'

type Answer = Decision<AnswerEvent>

/** Publishes the words that the asker of a request has agreed to, once; the request is told where. */
function publish({ from }: { from: string }, { related, matter }: Context): Answer {
  const source = related(from)
  if (!source || source.kind !== 'service')
    return reject('not-found', 'unknown-matter', 'no such request', { rule: 'HP12' })
  if (!source.publishable) return reject('conflict', 'no-consent', 'who asked has not agreed to this', { rule: 'HP12' })
  const { draft, words } = source.publishable
  const note = { matter: from, type: 'service.note-publication', data: { matter, draft } }
  return acceptWith({ type: 'answer.published', data: words }, { followUps: matter === undefined ? [] : [note] })
}

function decide(_state: AnswerState, command: AnswerCommand): Answer {
  return command.type === 'answer.publish'
    ? reject('conflict', 'exists', 'this answer was published already', { rule: 'HP12' })
    : accept({ type: 'answer.withdrawn', data: command.data })
}

function evolve(state: AnswerState, event: EventFact<AnswerEvent>): AnswerState {
  switch (event.type) {
    case 'answer.published':
      throw new Error(`answer ${state.id} was published twice`)
    case 'answer.withdrawn':
      return { ...state, status: 'withdrawn', withdrawn: { ...event.data, by: event.actor, at: event.at } }
    default:
      return unknownEvent(state, event)
  }
}

const takeBack = z.object({ type: z.literal('answer.take-back'), data: z.object({}) })

/** 微服务公开解答 */
export const answerKind: Kind<AnswerState, AnswerCommand, AnswerEvent, 'answer.published'> = {
  kind: 'answer',
  beginsWith: { command: 'answer.publish', event: 'answer.published' },
  schemas: answerCommands,
  permissions: answerPermissions,
  ends: ANSWER_STATUSES,
  decideFirst: (command, context) =>
    command.type === 'answer.publish' ? publish(command.data, context) : { ok: true, events: [] },
  decide,
  decideSystem(state, command) {
    takeBack.parse(command)
    return state.withdrawn ? accept() : accept({ type: 'answer.withdrawn', data: {} })
  },
  begin: ({ matter, seq, actor, at, data }) => ({
    id: matter,
    kind: 'answer',
    status: 'published',
    seq,
    author: actor,
    createdAt: at,
    updatedAt: at,
    ...emptyDiscussion(),
    ...data,
  }),
  evolve,
  waiting: () => [],
  relations: ({ author }, account) => new Set(author === account.id ? ['author' as const] : []),
  maySee: ({ status }, account) => status === 'published' || hasRole(account, 'moderator'),
  // it is read, not talked about: talk would lead back to who asked
  maySpeak: () => false,
  maySeeHeld: () => false,
  isOpen: ({ status }) => status === 'published',
  concerned: () => ({ accounts: [], units: [] }),
  names: (_state, command) => (command.type === 'answer.publish' ? [command.data.from] : []),
  related: ({ id, kind, status, title, author }) => ({
    ...{ id, kind, status, title, author },
    concerned: [],
    suggestions: [],
    absorbed: 0,
    open: status === 'published',
    answeredFor: [],
  }),
  summary: ({ category, region }) => ({
    ...(category === undefined ? {} : { category }),
    ...(region === undefined ? {} : { region }),
    supports: 0,
    cosigners: 0,
  }),
  searchText: ({ title, question, answer }) => [title, question, answer].join('\n'),
  searchable: ['answer.published'],
  turns: [],
}
