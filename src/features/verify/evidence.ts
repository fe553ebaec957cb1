import type { RecordEvent } from '../../../core/record/event.ts'
import type { Checkpoint } from '../../../core/record/checkpoint.ts'
import type { Divergence } from '../../stores/archive/alarms.ts'

/** The kept side of a difference: the event at the place, and the nearest signature that reaches it. */
export interface Ours {
  event?: RecordEvent | undefined
  checkpoint?: Checkpoint | undefined
}

/** What this machine has at a place. */
export function oursAt(events: readonly RecordEvent[], checkpoints: readonly Checkpoint[], seq: number): Ours {
  const reaching = checkpoints.filter((checkpoint) => checkpoint.seq >= seq).sort((a, b) => a.seq - b.seq)
  const fits = reaching.find((checkpoint) => events[checkpoint.seq - 1]?.hash === checkpoint.hash)
  return { event: events[seq - 1], checkpoint: fits }
}

/** A difference as a file for whoever looks into it: both sides at the place, and both signatures; JSON for machines and people. */
export function evidenceFile({ matter, title, seq, at, theirs, checkpoint }: Divergence, ours: Ours): Blob {
  const both = { matter, title, seq, noticedAt: at, kept: ours, server: { event: theirs ?? null, checkpoint } }
  return new Blob([JSON.stringify(both, null, 2)], { type: 'application/json' })
}
