import type { ListQuery } from '../../stores/list-query.ts'

export type Scope = 'all' | 'needsMe' | 'mine'

/** Which of the three scopes a query asks for. */
export function scopeOf(query: ListQuery): Scope {
  return query.needsMe ? 'needsMe' : query.mine ? 'mine' : 'all'
}

export function setScope(query: ListQuery, scope: Scope): void {
  query.needsMe = scope === 'needsMe' || undefined
  query.mine = scope === 'mine' || undefined
}

/** How many of the filters behind the button are set. */
export function countFilters({ status, category, region }: ListQuery): number {
  return [status?.length, category, region].filter(Boolean).length
}

/** Takes away what narrows the list, but not its scope. */
export function clearFilters(query: ListQuery): void {
  query.status = query.category = query.region = query.text = undefined
}
