import type { Figures } from '../../../core/proposal/figures.ts'
import type { ThreadFigures } from '../../../core/supervision/figures.ts'
import type { Derived } from '../derived.ts'
import type { Viewer } from '../queries.ts'
import { copy, type MatterRow, type Tables } from './tables.ts'
import { visible } from './views.ts'

type Kept = Pick<MatterRow, 'features' | 'figures' | 'thread'>

/** What is derived, in the form in which a row keeps it. */
export function asRow({ features, figures, thread }: Derived): Kept {
  return {
    ...(features ? { features: [...features] } : {}),
    ...(figures ? { figures: copy(figures) } : {}),
    ...(thread ? { thread: copy(thread) } : {}),
  }
}

/** What a row keeps of it. */
export function derivedOf(row: Kept | undefined): Kept {
  const { features, figures, thread } = row ?? {}
  return { ...(features ? { features } : {}), ...(figures ? { figures } : {}), ...(thread ? { thread } : {}) }
}

export function figures(tables: Tables, { from, to }: { from?: number; to?: number }, viewer: Viewer): Figures[] {
  const found = [...tables.matters.values()].flatMap((row) => {
    const { createdAt } = row.summary
    const inside = (from === undefined || createdAt >= from) && (to === undefined || createdAt < to)
    return row.figures && inside && visible(row, viewer) ? [row.figures] : []
  })
  return copy(found)
}

export function threads(tables: Tables, viewer: Viewer): ThreadFigures[] {
  return copy([...tables.matters.values()].flatMap((row) => (row.thread && visible(row, viewer) ? [row.thread] : [])))
}

export function derived(tables: Tables, { after = 0, limit }: { after?: number; limit: number }) {
  const end = after + limit
  const items = [...tables.matters].slice(after, end).map(([matter, row]) => ({
    matter,
    ...(row.features ? { features: new Map(row.features) } : {}),
    ...(row.figures ? { figures: copy(row.figures) } : {}),
    ...(row.thread ? { thread: copy(row.thread) } : {}),
  }))
  return { items, ...(end < tables.matters.size ? { next: end } : {}) }
}

export function putDerived(tables: Tables, matter: string, given: Derived): void {
  const row = tables.matters.get(matter)
  if (!row) throw new Error(`there is no matter ${matter}`)
  Object.assign(row, { ...asRow(given), ...derivedOf(row) })
}
