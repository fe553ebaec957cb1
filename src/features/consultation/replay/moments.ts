import { evolve, type AnyState, type MatterEvent } from '../../../../core/kinds.ts'
import type { ConsultationState } from '../../../../core/consultation/state.ts'
import type { EventFact, RecordEvent } from '../../../../core/record/event.ts'

// So that stepping back folds no more than this many events anew.
const EVERY = 100

/**
 * The states of a whole record at every place, made when they are asked for: `at(n)` is the session after its first n
 * events (1 to all of them). Asking for neighbours costs one fold, for any place at most `EVERY`.
 */
export function statesOf(events: readonly RecordEvent[]): { at(n: number): ConsultationState | undefined } {
  const kept = new Map<number, AnyState>()
  let last: { n: number; state: AnyState } | undefined

  function at(n: number): ConsultationState | undefined {
    const to = Math.max(1, Math.min(n, events.length))
    let from = last && last.n <= to ? last : undefined
    for (const [place, state] of kept) if (place <= to && place > (from?.n ?? 0)) from = { n: place, state }
    let state = from?.state
    for (let place = from?.n ?? 0; place < to; place++) {
      state = evolve(state, events[place] as unknown as EventFact<MatterEvent>)
      if ((place + 1) % EVERY === 0) kept.set(place + 1, state)
    }
    if (state) last = { n: to, state }
    return state?.kind === 'consultation' ? state : undefined
  }
  return { at }
}

/** A place of the record worth going to: an item of the agenda, a poll, the opening, the end. */
export interface Landmark {
  n: number
  type: string
  at: number
}

const LANDMARKS: readonly string[] = [
  'consultation.opened',
  'agenda.started',
  'poll.opened',
  'poll.closed',
  'statements.closed',
  'consultation.paused',
  'consultation.resumed',
  'consultation.concluded',
]

/** The landmarks of a record, in order; `n` is how many events are over with it. */
export function landmarksOf(events: readonly RecordEvent[]): Landmark[] {
  return events.flatMap(({ type, at }, index) => (LANDMARKS.includes(type) ? [{ n: index + 1, type, at }] : []))
}

/** What a landmark is about, as the session (its last state) calls it: an item of the agenda, or a poll's question. */
export function subjectOf({ type, data }: RecordEvent, { agenda, polls }: ConsultationState): string | undefined {
  const { item, poll } = (data ?? {}) as { item?: string; poll?: string }
  if (type === 'agenda.started') return agenda.find(({ id }) => id === item)?.title
  return type.startsWith('poll.') ? polls.find((one) => one.poll === poll)?.question : undefined
}

/** How long to wait before the next event while playing at a speed, in ms: long silences are cut short. */
export function pauseBefore(events: readonly RecordEvent[], n: number, speed: number): number {
  const gap = (events[n]?.at ?? 0) - (events[n - 1]?.at ?? 0)
  return Math.max(60, Math.min(gap / speed, LONGEST_MS))
}

const LONGEST_MS = 2000
