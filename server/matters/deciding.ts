import type { ClockBook } from '../../core/clock/book.ts'
import { decide, decideSystem } from '../../core/deciding.ts'
import { begins, evolve, maySee, relatedOf, type AnyState, type MatterEvent } from '../../core/kinds.ts'
import type { Box, BoxChange } from '../../core/matter/box.ts'
import type { Context, Decision } from '../../core/matter/decision.ts'
import { redactedBy } from '../../core/matter/redaction.ts'
import type { Directory } from '../../core/people/roles.ts'
import { sealEvent } from '../../core/record/chain.ts'
import type { EventFact, RecordEvent } from '../../core/record/event.ts'
import { refuse, type Refusal } from '../../core/wire/refusal.ts'
import type { Append } from '../store/contract.ts'
import type { Ground } from './ground.ts'
import { doneWith, type Job, type Point } from './live.ts'
import { filesIn, noticeOf, viewsOf, waitsOf, type Notices } from './views.ts'

export interface DecidingParts {
  now: () => number
  /** What the committee's clocks go by. */
  book: () => ClockBook
  directory: () => Directory
  /** A fresh UUIDv7. */
  id: () => string
  /** 32 random hex digits. */
  salt: () => string
  /** What is durably in a box beside a matter. */
  box: (matter: string, name: string) => Box
}

/**
 * What a job comes to on a state: a refusal, nothing to do (no events), or an append and the point after it; `boxes` is
 * what it changes beside the record.
 */
export type Decided =
  | { refusal: Refusal }
  | { refusal?: undefined; after: Point; events: RecordEvent[]; append: Append; boxes: BoxChange[] }

type Accepted = Extract<Decision<MatterEvent>, { ok: true }>

/** Decides a job on a point and seals its events behind it. Changes nothing; throws only on bugs. */
export function decideJob(matter: string, job: Job, before: Point, ground: Ground, parts: DecidingParts): Decided {
  // a clock that was set back must not make a record run backwards
  const at = Math.max(parts.now(), before.state?.updatedAt ?? 0)
  const decision = answerOf(matter, job, before, ground, at, parts)
  if (!decision.ok) return decision

  const { events, after, notices } = seal(matter, job, before, decision, at, parts)
  const { bodyHash, actor, id } = job
  const append: Append = {
    matter,
    events,
    command: { actor: actor.id, id, at, bodyHash, lastSeq: after.head.seq },
    ...doneWith(job),
  }
  const boxes = decision.boxes ?? []
  if (!after.state || events.length === 0) return { after: before, events, append, boxes }
  const gone = redactedBy(events)
  if (gone.length > 0) append.redact = gone
  const taken = ground.number && { series: ground.number.series, value: ground.number.value }
  append.views = viewsOf(after.state, events as EventFact<MatterEvent>[], after.waits, notices, taken, parts.book())
  if (decision.roster) append.roster = decision.roster
  if (decision.hold !== undefined) {
    append.hold = decision.hold
    const held = filesIn(decision.hold)
    if (held.length > 0) append.views.attachments = [...(append.views.attachments ?? []), ...held]
  }
  if (decision.followUps?.length) append.followUps = decision.followUps.map((next) => ({ id: parts.id(), ...next }))
  return { after, events, append, boxes }
}

function answerOf(
  matter: string,
  job: Job,
  before: Point,
  ground: Ground,
  at: number,
  parts: DecidingParts,
): Decision<MatterEvent> {
  const { actor, command, followUp, expectedSeq, confirmed = false } = job
  const { head, state, held } = before
  const box = (name: string) => parts.box(matter, name)
  if (followUp) return decideSystem(state, followUp, { at, held, box, book: parts.book() })
  if (expectedSeq !== undefined && expectedSeq !== head.seq && (state ? maySee(state, actor) : begins(command.type)))
    return { ok: false, refusal: refuse('stale', 'stale', 'the record has moved on', { seq: head.seq }) }
  const context: Context = {
    actor,
    at,
    matter,
    directory: parts.directory(),
    book: parts.book(),
    related(id) {
      const other = ground.related.get(id)
      return other && maySee(other, actor) ? relatedOf(other) : undefined
    },
    attachment: (sha256) => ground.uploads.get(sha256),
    held,
    box,
    confirmed,
    ...(ground.number ? { nextNumber: ground.number.text } : {}),
  }
  return decide(state, command, context)
}

function seal(matter: string, job: Job, before: Point, decision: Accepted, at: number, parts: DecidingParts) {
  const stamp = { matter, at, actor: job.actor.id, command: job.id }
  const events: RecordEvent[] = []
  const notices: Notices = []
  let head = before.head
  let state: AnyState | undefined = before.state
  for (const draft of decision.events) {
    const event = sealEvent(draft, stamp, head, parts.id(), parts.salt())
    const fact = event as EventFact<MatterEvent>
    state = evolve(state, fact)
    notices.push(...noticeOf(state, fact))
    events.push(event)
    head = { seq: event.seq, hash: event.hash }
  }
  const held = decision.hold === undefined ? before.held : (decision.hold ?? undefined)
  const after: Point = {
    head,
    waits: state ? waitsOf(state, at, parts.book(), (name) => parts.box(matter, name)) : [],
    ...(state ? { state } : {}),
    ...(held === undefined ? {} : { held }),
  }
  return { events, notices, after }
}
