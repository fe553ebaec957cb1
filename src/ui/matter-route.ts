import type { RouteLocationRaw } from 'vue-router'
import type { MatterKind } from '../../core/matter/state.ts'

/** Where the page of a matter is. */
export function matterRoute({ kind, id }: { kind: MatterKind; id: string }): RouteLocationRaw {
  return { name: kind, params: { id } }
}
