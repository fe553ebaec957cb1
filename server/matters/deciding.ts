import { begins, decide, evolve, maySee, type AnyState, type MatterEvent } from '../../core/kinds.ts'
import type { Directory } from '../../core/people/roles.ts'
import { sealEvent } from '../../core/record/chain.ts'
import type { EventFact, RecordEvent } from '../../core/record/event.ts'
import { refuse, type Refusal } from '../../core/wire/refusal.ts'
import type { Append } from '../store/contract.ts'
import type { Job, Point } from './live.ts'
import type { Taken } from './numbers.ts'
import { noticeOf, viewsOf, waitsOf, type Notices } from './views.ts'

export interface DecidingParts {
  now: () => number
  directory: () => Directory
  /** A fresh UUIDv7. */
  id: () => string
  /** 32 random hex digits. */
  salt: () => string
}

/** What a command comes to on a state: a refusal, nothing to do (no events), or an append and the point after it. */
export type Decided =
  { refusal: Refusal } | { refusal?: undefined; after: Point; events: RecordEvent[]; append: Append }

/** Decides a job on a point and seals its events behind it. Changes nothing; throws only on bugs. */
export function decideJob(
  matter: string,
  job: Job,
  before: Point,
  number: Taken | undefined,
  parts: DecidingParts,
): Decided {
  const { actor, command, expectedSeq } = job
  const { head, state } = before
  if (expectedSeq !== undefined && expectedSeq !== head.seq && (state ? maySee(state, actor) : begins(command.type)))
    return { refusal: refuse('stale', 'stale', 'the record has moved on', { seq: head.seq }) }
  // a clock that was set back must not make a record run backwards
  const at = Math.max(parts.now(), state?.updatedAt ?? 0)
  const nextNumber = number && { nextNumber: number.text }
  const decision = decide(state, command, { actor, at, directory: parts.directory(), ...nextNumber })
  if (!decision.ok) return decision

  const stamp = { matter, at, actor: actor.id, command: job.id }
  const events: RecordEvent[] = []
  const notices: Notices = []
  let end = head
  let next: AnyState | undefined = state
  for (const draft of decision.events) {
    const event = sealEvent(draft, stamp, end, parts.id(), parts.salt())
    const fact = event as EventFact<MatterEvent>
    next = evolve(next, fact)
    notices.push(...noticeOf(next, fact))
    events.push(event)
    end = { seq: event.seq, hash: event.hash }
  }
  const remembered = { actor: actor.id, id: job.id, at, bodyHash: job.bodyHash, lastSeq: end.seq }
  if (!next || events.length === 0) return { after: before, events, append: { matter, events, command: remembered } }
  const waits = waitsOf(next, at)
  const taken = number && { series: number.series, value: number.value }
  const views = viewsOf(next, events as EventFact<MatterEvent>[], waits, notices, taken)
  return {
    after: { state: next, head: end, waits },
    events,
    append: { matter, events, command: remembered, views },
  }
}
