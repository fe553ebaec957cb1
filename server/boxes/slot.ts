import { canonical } from '../../core/record/canonical.ts'
import type { Box, BoxChange } from '../../core/matter/box.ts'

/** A box as it is written down: each list in an order that tells nothing of when, or which slip is whose. */
export interface BoxText {
  matter: string
  box: string
  entries: [key: string, value: unknown][]
  marks: string[]
  slips: unknown[]
}

/** What a change came to: `used` when the key was used up by another slip before. */
export type Outcome = 'done' | 'used'

/** The contents of a box that can be changed; `copy` is apart from it. */
export interface Slot extends Box {
  change(change: BoxChange): Outcome
  text(): BoxText
  copy(): Slot
}

/** A box as it was written down. */
export function slotOf({ matter, box, entries, marks, slips }: BoxText): Slot {
  const keyed = new Map(slips.map((slip) => [canonical(slip), slip]))
  return slotWith({ matter, box }, new Map(entries), new Set(marks), keyed)
}

type Place = Pick<BoxText, 'matter' | 'box'>

function slotWith(place: Place, entries: Map<string, unknown>, marks: Set<string>, slips: Map<string, unknown>): Slot {
  return {
    has: (key) => entries.has(key) || marks.has(key),
    entries: () => entries,
    slips: () => inOrder(slips),
    change(change) {
      if ('empty' in change) for (const all of [entries, marks, slips]) all.clear()
      else if ('put' in change) entries.set(change.put, change.value)
      else {
        const slip = canonical(change.slip)
        // the same slip of the same key again is one whose answer was lost
        if (marks.has(change.mark)) return slips.has(slip) ? 'done' : 'used'
        marks.add(change.mark)
        slips.set(slip, change.slip)
      }
      return 'done'
    },
    text: () => ({
      ...place,
      entries: [...entries.keys()].sort().map((key) => [key, entries.get(key)]),
      marks: [...marks].sort(),
      slips: inOrder(slips),
    }),
    copy: () => slotWith(place, new Map(entries), new Set(marks), new Map(slips)),
  }
}

const inOrder = (slips: Map<string, unknown>) => [...slips.keys()].sort().map((key) => slips.get(key))
