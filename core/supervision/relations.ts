import type { Relation } from '../people/permission.ts'
import { hasRole, type Account } from '../people/roles.ts'
import type { SupervisionState } from './state.ts'

/** What an account is to a thread. */
export function supervisionRelations(state: SupervisionState, account: Account): Set<Relation> {
  const relations = new Set<Relation>()
  if (state.author === account.id) relations.add('author')
  if (state.supervisors.includes(account.id)) relations.add('supervisor')
  if (state.informants.includes(account.id)) relations.add('informant')
  if (state.followers.includes(account.id)) relations.add('follower')
  const { unit } = account
  if (unit === undefined || !hasRole(account, 'unit')) return relations
  if (unit === state.unit) relations.add('lead-unit')
  const keeps = state.commitments.some((one) => one.unit === unit && one.status !== 'dropped')
  return keeps ? relations.add('committed-unit') : relations
}

/** Whom a thread concerns by name: they may always read it, and are told of its turns. */
export function concerned({ author, supervisors, informants, followers, units }: SupervisionState) {
  return { accounts: [...new Set([author, ...supervisors, ...informants, ...followers])], units }
}

/** Whether an account may read a thread: everyone if it is open, else those it concerns and the moderators. */
export function maySeeSupervision(state: SupervisionState, account: Account): boolean {
  if (state.open || hasRole(account, 'moderator')) return true
  const { accounts, units } = concerned(state)
  return accounts.includes(account.id) || (hasRole(account, 'unit') && units.includes(account.unit ?? ''))
}
