import type { Region } from '../../core/people/roles.ts'
import type { Summary } from '../../core/wire/records.ts'
import type { RequestIn } from '../../core/wire/requests.ts'

/** What a list asks for. */
export type ListQuery = Omit<RequestIn<'matters:list'>, 'cursor' | 'limit'>

/**
 * Whether a matter belongs in a list, judged by its summary alone; `undefined` when only the server can say, because
 * the query asks for words, for what concerns the reader, or for a figure of the statistics.
 */
export function fits(
  summary: Summary,
  query: ListQuery,
  regionPath: (region: string) => readonly Region[],
): boolean | undefined {
  if (query.kind !== undefined && summary.kind !== query.kind) return false
  if (query.status && query.status.length > 0 && !query.status.includes(summary.status)) return false
  if (query.category !== undefined && summary.category !== query.category) return false
  if (query.unit !== undefined && summary.unit !== query.unit) return false
  if (query.from !== undefined && summary.createdAt < query.from) return false
  if (query.to !== undefined && summary.createdAt >= query.to) return false
  if (query.region !== undefined && query.exactRegion && summary.region !== query.region) return false
  if (query.region !== undefined) {
    const { region } = query
    const path = summary.region === undefined ? [] : regionPath(summary.region)
    if (summary.region !== region && !path.some(({ id }) => id === region)) return false
  }
  return query.mine || query.needsMe || query.text?.trim() || query.figure || query.sector || query.light
    ? undefined
    : true
}

/** The query as it is sent: without what is left empty. */
export function asked(query: ListQuery): ListQuery {
  const entries = Object.entries(query).filter(
    ([, value]) =>
      value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0),
  )
  return Object.fromEntries(entries) as ListQuery
}
