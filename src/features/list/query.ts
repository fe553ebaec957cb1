import { CONSULTATION_STATUSES } from '../../../core/consultation/state.ts'
import { PROPOSAL_STATUSES } from '../../../core/proposal/state.ts'
import { SUGGESTION_STATUSES } from '../../../core/suggestion/state.ts'
import type { MatterKind } from '../../../core/matter/state.ts'
import type { ListQuery } from '../../stores/list-query.ts'

export type Scope = 'all' | 'needsMe' | 'mine'

/** The kinds between which the list is switched. */
export const LIST_KINDS = ['proposal', 'suggestion', 'all'] as const
export type ListKind = (typeof LIST_KINDS)[number]

/** Which of the three scopes a query asks for. */
export function scopeOf(query: ListQuery): Scope {
  return query.needsMe ? 'needsMe' : query.mine ? 'mine' : 'all'
}

export function setScope(query: ListQuery, scope: Scope): void {
  query.needsMe = scope === 'needsMe' || undefined
  query.mine = scope === 'mine' || undefined
}

export function kindOf({ kind }: ListQuery): ListKind {
  return LIST_KINDS.find((known) => known === kind) ?? 'all'
}

/** Statuses that matters of a kind can have, in the order of their way. */
export function statusesOf(kind: ListKind): { kind: MatterKind; status: string }[] {
  const of = (name: MatterKind, statuses: readonly string[]) => statuses.map((status) => ({ kind: name, status }))
  const proposals = of('proposal', PROPOSAL_STATUSES)
  const suggestions = of('suggestion', SUGGESTION_STATUSES)
  if (kind !== 'all') return kind === 'proposal' ? proposals : suggestions
  const known = new Set<string>(PROPOSAL_STATUSES)
  const sessions = of('consultation', CONSULTATION_STATUSES)
  return [...proposals, ...suggestions.filter(({ status }) => !known.has(status)), ...sessions]
}

/** Shows another kind; statuses that it does not have are no longer asked for. */
export function setKind(query: ListQuery, kind: ListKind): void {
  query.kind = kind === 'all' ? undefined : kind
  const known = new Set(statusesOf(kind).map(({ status }) => status))
  const left = query.status?.filter((status) => known.has(status)) ?? []
  query.status = left.length > 0 ? left : undefined
}

/** How many of the filters behind the button are set. */
export function countFilters({ status, category, region, unit }: ListQuery): number {
  return [status?.length, category, region, unit].filter(Boolean).length
}

/** True when a number of the statistics narrows the list. */
export function comesFromStatistics({ figure, sector, from, to, exactRegion }: ListQuery): boolean {
  return [figure, sector, from, to, exactRegion].some((value) => value !== undefined)
}

/** Takes away what a number of the statistics has set and no filter shows. */
export function leaveStatistics(query: ListQuery): void {
  query.figure = query.sector = query.from = query.to = query.exactRegion = undefined
}

/** Makes a query another one altogether. */
export function replaceQuery(query: ListQuery, next: ListQuery): void {
  const all = query as Record<string, unknown>
  for (const key of Object.keys(all)) if (!(key in next)) all[key] = undefined
  Object.assign(query, next)
}

/** Takes away what narrows the list, but not its kind and scope. */
export function clearFilters(query: ListQuery): void {
  query.status = query.category = query.region = query.unit = query.text = undefined
  leaveStatistics(query)
}
