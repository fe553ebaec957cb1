import type { Relation } from '../people/permission.ts'
import { hasRole, type Account } from '../people/roles.ts'
import type { SuggestionState } from './state.ts'

/** What an account is to a suggestion. */
export function suggestionRelations(state: SuggestionState, account: Account): Set<Relation> {
  const relations = new Set<Relation>()
  if (state.author === account.id) relations.add('author')
  if (hasRole(account, 'unit') && account.unit !== undefined && account.unit === state.forwarding?.unit)
    relations.add('lead-unit')
  return relations
}
