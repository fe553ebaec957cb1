import type { ClockBook } from '../../core/clock/book.ts'
import { addressText } from '../../core/matter/task.ts'
import type { Boxes } from '../boxes/boxes.ts'
import type { StoredWait } from '../store/contract.ts'
import type { Live } from './live.ts'
import { waitsOf } from './views.ts'

/** Notes that something is on its way into a box of a matter; to be called when it is there, or never will be. */
export function beginFilling(live: Live): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  live.filling.add(promise)
  return () => {
    live.filling.delete(promise)
    resolve()
  }
}

/** What waited for an account and waits no longer, since it did it beside the record. `now` in ms UTC. */
export function doneBeside(live: Live, account: string, boxes: Boxes, now: number, book: ClockBook): StoredWait[] {
  const { state, waits } = live.durable
  if (!state) return []
  const address = addressText({ account })
  const key = ({ kind, item }: StoredWait) => `${kind} ${item}`
  const mine = (wait: StoredWait) => wait.address === address
  const left = new Set(
    waitsOf(state, now, book, (name) => boxes.look(live.id, name))
      .filter(mine)
      .map(key),
  )
  return waits.filter((wait) => mine(wait) && !left.has(key(wait)))
}

/** Empties the boxes that no matter uses any more: what a kill left between a closing event and its box. */
export async function sweepBoxes(boxes: Boxes, inUse: (matter: string) => Promise<readonly string[]>): Promise<void> {
  for (const { matter, box } of boxes.all())
    if (!(await inUse(matter)).includes(box)) await boxes.change(matter, { box, empty: true })
}
