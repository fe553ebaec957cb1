import type { Account, Role } from '../people/roles.ts'

/** What can wait for somebody. */
export const TASK_KINDS = [
  'cosign',
  'screen',
  'revise',
  'find-cosigner',
  'assign',
  'accept',
  'assist',
  'answer',
  'release',
  'evaluate',
  'close',
  'rehandle',
  'look-back',
  'reply',
  'rate',
  'invite',
  'attend',
  'leave',
  'papers',
  'begin',
  'run',
  'vote',
  'statement',
  'appeal',
  'outcome',
  'minutes',
  'confirm-minutes',
  'review',
  'fulfil',
  'report',
  'respond',
  'verify',
  'extension',
  'remind',
  'escalate',
  'reopen',
  'claim',
  'dispatch',
  'take',
  'help',
  'appointment',
  'consent',
  'publish',
] as const
export type TaskKind = (typeof TASK_KINDS)[number]

/** Whom a task waits for: one account, everyone of a role, or everyone of a unit. */
export type Addressee = { account: string } | { role: Role } | { unit: string }

/**
 * Something that waits. Times in ms UTC: it waits from `since`, which may lie ahead; from `until` on it waits no
 * longer; `due` is when it should be done by, `warnsAt` from when on that is near, `rule` the id of the clock's rule.
 */
export interface Waiting {
  kind: TaskKind
  for: Addressee
  since: number
  until?: number
  due?: number
  warnsAt?: number
  rule?: string
  /** Which of several: the index of a suggestion to look back upon, of a poll, of a commitment. */
  item?: number
}

/** A waiting thing as its addressee sees it. */
export interface Task {
  matter: string
  kind: TaskKind
  since: number
  until?: number
  due?: number
  warnsAt?: number
  rule?: string
  item?: number
}

/** Tells a task from every other one of its addressee: several promises of one matter can come back at one time. */
export function taskKey({ matter, kind, since, item }: Pick<Task, 'matter' | 'kind' | 'since' | 'item'>): string {
  return [matter, kind, since, item ?? ''].join('/')
}

/** True when a task is for this account. */
export function isFor(addressee: Addressee, account: Account): boolean {
  if ('account' in addressee) return addressee.account === account.id
  if ('role' in addressee) return account.roles.includes(addressee.role)
  return account.roles.includes('unit') && account.unit === addressee.unit
}

/** The addressee as one text, for tables: `account:ID`, `role:moderator`, `unit:ID`. */
export function addressText(addressee: Addressee): string {
  if ('account' in addressee) return `account:${addressee.account}`
  return 'role' in addressee ? `role:${addressee.role}` : `unit:${addressee.unit}`
}

/** Every text under which tasks for this account can stand. */
export function addressesOf(account: Account): string[] {
  const roles = account.roles.map((role) => `role:${role}`)
  const unit = account.roles.includes('unit') && account.unit !== undefined ? [`unit:${account.unit}`] : []
  return [`account:${account.id}`, ...roles, ...unit]
}
