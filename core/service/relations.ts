import type { Relation } from '../people/permission.ts'
import { hasRole, type Account } from '../people/roles.ts'
import type { ServiceState } from './state.ts'

const ofUnit = (account: Account, unit: string | undefined) =>
  unit !== undefined && hasRole(account, 'unit') && account.unit === unit

/** Whether an account helps: who claimed it, or anybody of the unit that did. */
export function isHelper({ helper }: ServiceState, account: Account): boolean {
  return (
    helper !== undefined && (helper.unit === undefined ? helper.account === account.id : ofUnit(account, helper.unit))
  )
}

/** Whether an account can claim it now. */
export function isOffered({ offered, sent }: ServiceState, account: Account): boolean {
  return offered.includes(account.id) || ofUnit(account, sent?.unit)
}

/** What an account is to a request. */
export function serviceRelations(state: ServiceState, account: Account): Set<Relation> {
  const relations = new Set<Relation>()
  if (state.author === account.id) relations.add('author')
  if (isHelper(state, account)) relations.add('helper')
  if (isOffered(state, account)) relations.add('offered')
  return relations
}

/** Whom a request concerns by name: who asks, who helps, and while nobody does those it is offered to. */
export function concerned({ author, offered, sent, helper }: ServiceState): { accounts: string[]; units: string[] } {
  const helping = helper && helper.unit === undefined ? [helper.account] : []
  const units = [sent?.unit, helper?.unit].filter((unit) => unit !== undefined)
  return { accounts: [...new Set([author, ...offered, ...helping])], units }
}

/** Whether an account may read a request: those it concerns and the moderators, nobody else at any time. */
export function maySeeService(state: ServiceState, account: Account): boolean {
  return hasRole(account, 'moderator') || serviceRelations(state, account).size > 0
}

/**
 * Whether an account has a voice in it: who asks, who helps and the moderators, and nobody before it is claimed, since
 * those it is offered to read what is in the record.
 */
export function hasVoice(state: ServiceState, account: Account): boolean {
  if (state.status === 'open') return false
  return state.author === account.id || isHelper(state, account) || hasRole(account, 'moderator')
}

/** Whether an account may read the details while they are held: not those it is only offered to. */
export function maySeeDetails(state: ServiceState, account: Account): boolean {
  return state.author === account.id || hasRole(account, 'moderator') || ofUnit(account, state.sent?.unit)
}
