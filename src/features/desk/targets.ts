import type { RouteLocationRaw } from 'vue-router'
import type { InboxTask } from '../../../core/wire/records.ts'
import type { IconName } from '../../ui/icons.ts'

type TaskKind = InboxTask['kind']

export const TASK_ICON: Record<TaskKind, IconName> = {
  cosign: 'sign',
  screen: 'shield',
  revise: 'write',
  'find-cosigner': 'people',
  assign: 'send',
  accept: 'check',
  assist: 'message',
  answer: 'write',
  release: 'shield',
  evaluate: 'thumb',
  close: 'check',
  rehandle: 'retry',
  'look-back': 'history',
  reply: 'reply',
  rate: 'thumb',
  invite: 'people',
  attend: 'reply',
  leave: 'clock',
  papers: 'document',
  begin: 'clock',
  run: 'people',
  vote: 'check',
  statement: 'shield',
  appeal: 'shield',
  outcome: 'write',
  minutes: 'write',
  'confirm-minutes': 'check',
  review: 'history',
  fulfil: 'sign',
  report: 'write',
  respond: 'reply',
  verify: 'shield',
  extension: 'calendar',
  remind: 'bell',
  escalate: 'up',
  reopen: 'retry',
  claim: 'hand',
  dispatch: 'send',
  take: 'check',
  help: 'write',
  appointment: 'calendar',
  consent: 'shield',
  publish: 'document',
}

// What the page opens by itself, `do` in its address. Screening is several decisions: there the person chooses.
const ACTION: Partial<Record<TaskKind, string>> = {
  cosign: 'cosign',
  revise: 'revise',
  'find-cosigner': 'invite',
  assign: 'assign',
  accept: 'accept',
  assist: 'assist',
  answer: 'answer',
  release: 'review',
  evaluate: 'evaluate',
  close: 'close',
  rehandle: 'rehandle',
  'look-back': 'lookBack',
}

// The same for sessions. What is done while it sits is done in its room.
const SESSION_ACTION: Partial<Record<TaskKind, string>> = {
  invite: 'invite',
  attend: 'accept',
  leave: 'leave',
  papers: 'papers',
  begin: 'open',
  appeal: 'appeal',
  outcome: 'outcome',
  minutes: 'minutes',
  'confirm-minutes': 'confirm',
  review: 'review',
}
// The same for threads: each in a dialogue with what is decided in it.
const THREAD_ACTION: Partial<Record<TaskKind, string>> = {
  accept: 'accept',
  fulfil: 'claim',
  report: 'report',
  respond: 'report',
  verify: 'verify',
  extension: 'decide',
  remind: 'remind',
  escalate: 'escalate',
  close: 'close',
  rate: 'rate',
  'look-back': 'lookBack',
  reopen: 'reopen',
}
// The same for requests: what is decided after reading is marked, what is written or shown as a whole opens.
const HELP_ACTION: Partial<Record<TaskKind, string>> = {
  claim: 'claim',
  dispatch: 'offer',
  take: 'claim',
  help: 'resolve',
  appointment: 'agree',
  rate: 'rate',
  close: 'close',
  consent: 'consent',
  publish: 'publish',
}
const IN_ROOM: readonly TaskKind[] = ['run', 'vote', 'statement']

/** Where a task is done: the page of its matter with the very action open. */
export function taskTarget({ kind, matter, item, summary }: InboxTask): RouteLocationRaw {
  if (summary.kind === 'consultation') {
    const params = { id: matter }
    if (IN_ROOM.includes(kind))
      return {
        name: 'room',
        params,
        query: kind === 'run' ? {} : { do: kind, ...(item === undefined ? {} : { item: String(item) }) },
      }
    const wanted = SESSION_ACTION[kind]
    return { name: 'consultation', params, query: wanted ? { do: wanted } : {} }
  }
  if (summary.kind === 'answer') return { name: 'answer', params: { id: matter } }
  if (summary.kind === 'service') {
    const wanted = HELP_ACTION[kind]
    return { name: 'service', params: { id: matter }, ...(wanted ? { query: { do: wanted } } : {}) }
  }
  if (summary.kind === 'suggestion') return { path: `/suggestions/${matter}` }
  const which = item === undefined ? {} : { item: String(item) }
  const acting = THREAD_ACTION[kind]
  if (summary.kind === 'supervision')
    return { name: 'supervision', params: { id: matter }, ...(acting ? { query: { do: acting, ...which } } : {}) }
  const action = ACTION[kind]
  return { name: 'proposal', params: { id: matter }, ...(action ? { query: { do: action, ...which } } : {}) }
}
