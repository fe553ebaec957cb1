import type { RecordEvent } from '../event.ts'
import { HIDDEN, isRedacted, REDACTED, type Redaction } from '../redact.ts'

/** Content that was removed by rule: the place, and the event that says by whom, when (ms UTC) and why. */
export interface Redacted {
  seq: number
  by: string
  at: number
  reason: string
  /** The place of the event that says so. */
  said: number
}

/** What the record itself says of the content that it no longer holds, in the order of the places. */
export function redactionsIn(events: readonly RecordEvent[]): Redacted[] {
  const found = new Map<number, Redacted>()
  const places = new Map(events.map((event) => [event?.id, event?.seq]))
  for (const event of events) {
    if (event?.data === undefined) continue
    const say = (seq: unknown, reason: unknown) => {
      if (typeof seq !== 'number' || found.has(seq) || !isGone(events[seq - 1])) return
      const { actor: by, at, seq: said } = event
      found.set(seq, { seq, by, at, reason: typeof reason === 'string' ? reason : '', said })
    }
    if (event.type === REDACTED) {
      const { events: named, reason } = event.data as Partial<Redaction>
      if (Array.isArray(named)) for (const seq of named) say(seq, reason)
    } else if (event.type === HIDDEN) {
      const { observation, reason } = event.data as { observation?: string; reason?: unknown }
      say(places.get(observation ?? ''), reason)
    }
  }
  return [...found.values()].sort((a, b) => a.seq - b.seq)
}

const isGone = (event: RecordEvent | undefined) => event !== undefined && event !== null && isRedacted(event)
