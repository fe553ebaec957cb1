import type { MatterKind } from '../../core/matter/state.ts'
import type { Account } from '../../core/people/roles.ts'
import type { FigureName } from '../../core/proposal/figures.ts'
import type { Summary } from '../../core/wire/records.ts'

/** Whose eyes a query is for: decides what is found at all. Moderators see every matter. */
export interface Viewer {
  account: Account
  at: number
}

export interface ListQuery {
  kind?: MatterKind
  /** One of these; an empty list finds nothing. */
  status?: string[]
  category?: string
  /** One of these, with everything below in the tree: the caller passes the ids. */
  regions?: string[]
  unit?: string
  /** Written by one of these. */
  authors?: string[]
  /** Begun at `from` or later and before `to`, ms UTC. */
  from?: number
  to?: number
  /** Due next at `dueFrom` or later and before `dueTo`, and near from `nearFrom` or later and before `nearTo`, ms UTC. */
  dueFrom?: number
  dueTo?: number
  nearFrom?: number
  nearTo?: number
  /** Only proposals that count in this figure, as `isBehind` of core/proposal/figures says. */
  figure?: FigureName
  /** Only matters that concern the viewer by name. */
  mine?: boolean
  /** Only matters in which something waits for the viewer. */
  needsMe?: boolean
  /** All of these must occur. As `queryTerms` gives them. */
  terms?: string[]
  cursor?: string
  limit: number
}

/** What is due before `to`, and at `from` or later where it is given, ms UTC. */
export interface DueQuery {
  from?: number
  to: number
  /** Only what waits for the viewer, or waits in matters that concern the viewer by name. */
  own: boolean
  limit: number
}

/** Latest change first. `next` continues behind the last item, and stays right while new matters arrive. */
export interface ListPage {
  items: Summary[]
  next?: string
  total: number
}
