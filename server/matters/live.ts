import type { ClockBook } from '../../core/clock/book.ts'
import { replay, type AnyState, type Command, type MatterEvent } from '../../core/kinds.ts'
import type { BoxChange } from '../../core/matter/box.ts'
import { redactedBy } from '../../core/matter/redaction.ts'
import type { Account } from '../../core/people/roles.ts'
import { emptyHead, type Head } from '../../core/record/chain.ts'
import type { EventFact, RecordEvent } from '../../core/record/event.ts'
import { redact } from '../../core/record/redact.ts'
import type { Refusal, Reply } from '../../core/wire/refusal.ts'
import type { Append, Store, StoredFollowUp } from '../store/contract.ts'
import { waitsOf, type Waits } from './views.ts'

/** How many of the latest events are kept beside a live state, so that catching up seldom reads the store. */
const RECENT = 200

/** What a command came to: the place of the record after it, and the events it made. */
export interface CommandValue {
  matter: string
  seq: number
  events: RecordEvent[]
}

/** A command on its way, or a follow-up. `answer` settles the promise that its sender waits for. */
export type Job = {
  actor: Account
  id: string
  bodyHash: string
  expectedSeq?: number
  /** Who asks has given the password again lately. */
  confirmed?: true
  attempts: number
  answer: (reply: Reply<CommandValue>) => void
  /** A bug: the sender's promise rejects. */
  fail: (error: unknown) => void
} & (
  | { command: Command; followUp?: undefined }
  /** `timed`: of no other matter's command but of time; it waits in no store. */
  | { followUp: StoredFollowUp; timed?: true; command?: undefined }
)

/** The follow-up that is done with a job, where it is one that waits in the store. */
export function doneWith(job: Job): { doneFollowUp?: string } {
  return job.followUp && !job.timed ? { doneFollowUp: job.followUp.id } : {}
}

/**
 * A state and the place and hash where its record ends. `state` is absent before the first event; `held` is kept
 * outside the record.
 */
export interface Point {
  state?: AnyState
  head: Head
  waits: Waits
  held?: unknown
}

/**
 * Something decided on the state ahead of the disk: settled in order, once everything before it is durable. What made
 * events is under way to the disk; a refusal, or a command that changed nothing, waits only for its turn.
 */
export interface Pending {
  job: Job
  before: Point
  after: Point
  events: RecordEvent[]
  refusal?: Refusal
  append?: Append
  /** What it changes beside the record. */
  boxes: readonly BoxChange[]
  outcome: 'under-way' | 'settled' | { error: unknown }
  /** Resolves when the outcome is known. */
  landed: Promise<void>
  /** Lets go of what the decision stood on; a second call does nothing. */
  release: () => void
}

/**
 * A matter in memory. `durable` is what the disk holds and all that anybody is shown; `ahead` is what it will be when
 * the commands under way succeed, and what the next command is decided on.
 */
export interface Live {
  readonly id: string
  /** `unread` before the first reading, `doubtful` after a failed commit: nothing is decided or shown until it is read. */
  condition: 'unread' | 'current' | 'doubtful'
  /** Roughly what it takes in memory. */
  bytes: number
  reading?: Promise<void>
  durable: Point
  ahead: Point
  recent: RecordEvent[]
  snapshotSeq: number
  jobs: Job[]
  pending: Pending[]
  /** Changes beside the record that were decided and are not durable yet. */
  filling: Set<Promise<void>>
  /** Somebody is deciding jobs, so that nobody else does. */
  deciding: boolean
  /** Who holds on to it across an await; it is not let go meanwhile. */
  pins: number
}

const nothing: Point = { head: emptyHead, waits: [] }

/** A live matter that has not been read from the store yet. */
export function blank(id: string): Live {
  return {
    id,
    condition: 'unread',
    bytes: 0,
    durable: nothing,
    ahead: nothing,
    recent: [],
    snapshotSeq: 0,
    jobs: [],
    pending: [],
    filling: new Set(),
    deciding: false,
    pins: 0,
  }
}

/**
 * Reads the matter as the store has it: snapshot and tail. `now` in ms UTC. Answers the events that the store had and
 * this live matter did not know: what a commit of unclear outcome left behind.
 */
export async function read(live: Live, store: Store, now: number, book: ClockBook): Promise<RecordEvent[]> {
  const known = live.durable.head.seq
  const loaded = await store.load(live.id)
  const tail = loaded?.tail ?? []
  const state = replay(tail as EventFact<MatterEvent>[], loaded?.snapshot?.state)
  const last = tail.at(-1) ?? (await eventAt(live.id, loaded?.snapshot?.seq, store))
  const head = last ? { seq: last.seq, hash: last.hash } : emptyHead
  const held = loaded?.held === undefined ? {} : { held: loaded.held }
  live.durable = state ? { state, head, waits: waitsOf(state, now, book), ...held } : nothing
  live.ahead = live.durable
  live.snapshotSeq = loaded?.snapshot?.seq ?? 0
  live.recent = tail.slice(-RECENT)
  live.bytes = roughBytes(state) + roughBytes(live.recent) + roughBytes(loaded?.held)
  live.condition = 'current'
  return tail.filter(({ seq }) => seq > known)
}

async function eventAt(matter: string, seq: number | undefined, store: Store): Promise<RecordEvent | undefined> {
  return seq === undefined ? undefined : (await store.events(matter, { after: seq - 1, limit: 1 }))[0]
}

/** Keeps fresh durable events at hand. */
export function remember(live: Live, events: readonly RecordEvent[]): void {
  live.recent.push(...events)
  const gone = new Set(redactedBy(events))
  if (gone.size > 0) {
    live.recent = live.recent.map((event) => (gone.has(event.seq) ? redact(event) : event))
    // no snapshot is left: the next one is due
    live.snapshotSeq = 0
  }
  live.bytes += 2 * roughBytes(events)
  // trimmed by halves, so that most commands move nothing
  if (live.recent.length > 2 * RECENT) live.recent = live.recent.slice(-RECENT)
}

/** The durable events after `seq` when all of them are at hand. */
export function recentAfter(live: Live, seq: number): RecordEvent[] | undefined {
  if (seq >= live.durable.head.seq) return []
  const first = live.recent[0]
  return first && first.seq <= seq + 1 ? live.recent.slice(seq + 1 - first.seq) : undefined
}

/** About how many bytes a JSON value takes in memory: two a character, and a little for every part. */
export function roughBytes(value: unknown): number {
  if (typeof value === 'string') return 24 + 2 * value.length
  if (typeof value !== 'object' || value === null) return 8
  let sum = 24
  for (const part of Object.values(value)) sum += roughBytes(part)
  return sum
}
