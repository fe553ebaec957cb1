import type { RecordEvent } from '../../../core/record/event.ts'
import { findBreak, type Break } from './links.ts'
import { append, type Loaded } from './loaded.ts'

/** `early`: events behind a gap, kept until what lies before them has come. `taken`: the ones that were appended. */
export type Intake =
  { ok: true; loaded: Loaded; taken: RecordEvent[]; early: RecordEvent[] } | { ok: false; breach: Break }

/**
 * Takes events in any order and any number of times: appends what follows the head, keeps what lies behind a gap, and
 * refuses what does not continue the record or contradicts what is loaded.
 */
export function takeIn(loaded: Loaded, early: readonly RecordEvent[], events: readonly RecordEvent[]): Intake {
  const first = loaded.events[0]?.seq ?? loaded.head.seq + 1
  for (const { seq, hash } of events) {
    const held = loaded.events[seq - first]
    if (held && held.hash !== hash) return { ok: false, breach: { seq, fault: 'hash' } }
  }
  const queue = [...early, ...events].sort((a, b) => a.seq - b.seq)
  const taken: RecordEvent[] = []
  const rest: RecordEvent[] = []
  let next = loaded.head.seq + 1
  for (const event of queue) {
    if (event.seq === next) {
      taken.push(event)
      next++
    } else if (event.seq > next) rest.push(event)
  }
  const breach = findBreak(taken, loaded.head)
  return breach ? { ok: false, breach } : { ok: true, loaded: append(loaded, taken), taken, early: rest }
}
