import type { ClockBook } from '../clock/book.ts'
import type { Account, Directory, Region, Sector, Unit } from '../people/roles.ts'
import type { EventDraft } from '../record/event.ts'
import type { Attachment } from '../wire/attachments.ts'
import type { Boxes, BoxChange } from './box.ts'
import type { MatterKind } from './state.ts'
import { refuse, type Refusal } from '../wire/refusal.ts'

/**
 * What a decision may know besides the state: who asks, the time (ms UTC), the roster, the committee's clocks,
 * and the next number of the year's series (`YYYY-NNNN`) where the command gives one.
 */
export interface Context {
  actor: Account
  at: number
  directory: Directory
  book: ClockBook
  /** The matter's id, for a command that begins it; absent on a client. */
  matter?: string
  nextNumber?: string
  /** Another matter that the command names, if it exists and the actor may see it. */
  related(id: string): Related | undefined
  /** A file that the actor has uploaded, by its hash. */
  attachment(sha256: string): Attachment | undefined
  /** What is kept for this matter outside its record until its time: a unit's answer before its release. */
  held?: unknown
  /** The boxes beside the matter; absent where there are none, as on a client. */
  box?: Boxes
  /** Whether who asks has given the password again lately; absent on a client, which cannot know. */
  confirmed?: boolean
}

/** What a command that the server itself gives may know besides the state. Time in ms UTC. */
export type SystemContext = Pick<Context, 'book'> & Partial<Pick<Context, 'box' | 'held' | 'at'>>

/** What a decision may know of another matter. */
export interface Related {
  id: string
  kind: MatterKind
  status: string
  title: string
  author: string
  origin?: string
  /** Accounts that are told of its turns. */
  concerned: string[]
  /** Its numbered suggestions, for a proposal. */
  suggestions: string[]
  /** How many proposals have been merged into it. */
  absorbed: number
  /** Whether everyone signed in may read it. */
  open: boolean
  /** Proposals merged into it that a released answer has answered with it. */
  answeredFor: string[]
  /** What it has brought a unit to promise, and what can come under supervision. */
  promises?: MadePromise[]
  /** The commands that alone may name it; absent where any may. */
  namedBy?: readonly string[]
  /** What may be published of it now, and the number of the draft to which its asker has agreed. */
  publishable?: { draft: number; words: Publishable }
}

/** A promise that another matter made: a class-B answer of its latest round, or a follow-up of its outcome. */
export interface MadePromise {
  /** The index of the suggestion, or of the follow-up. */
  item: number
  /** Of which answer, for a proposal. */
  round?: number
  /** The thread that watches over it. */
  supervision?: string
}

/** An answer as everyone may read it: without who asked, and without a place nearer than that one agreed to. */
export interface Publishable {
  title: string
  question: string
  answer: string
  category?: string
  region?: string
  /** Whether a member or a unit has helped. */
  helper: 'member' | 'unit'
}

/** A command that the server itself gives to another matter once these events are durable. */
export interface FollowUp {
  matter: string
  type: string
  data: unknown
}

/**
 * What becomes of the roster: rows added or replaced by their id. An account keeps its password; one that is suspended
 * loses its sessions and its invitation. An invitation replaces the one before; `joined` uses one up and sets the
 * password. Codes and passwords are hashes, `until` is ms UTC.
 */
export interface RosterChange {
  accounts?: Account[]
  units?: Unit[]
  regions?: Region[]
  sectors?: Sector[]
  invitations?: { account: string; code: string; until: number }[]
  joined?: { account: string; code: string; passwordHash: string }
}

/**
 * Events to append (none: it already is so), or a refusal. `hold` replaces what is held outside the record (`null`
 * empties it), `boxes` changes what lies in the boxes beside it, also without an event, `followUps` are given to
 * other matters, and `roster` changes the roster, all in the same transaction.
 */
export type Decision<Draft extends EventDraft = EventDraft> =
  | {
      ok: true
      events: Draft[]
      hold?: unknown
      boxes?: BoxChange[]
      followUps?: FollowUp[]
      roster?: RosterChange
    }
  | { ok: false; refusal: Refusal }

/** Appends these events; none means that there is nothing to do. */
export function accept<Draft extends EventDraft>(...events: Draft[]): Decision<Draft> {
  return { ok: true, events }
}

/** Appends one event and, in the same transaction, changes what is held or gives other matters their commands. */
export function acceptWith<Draft extends EventDraft>(
  event: Draft,
  more: { hold?: unknown; followUps?: FollowUp[] },
): Decision<Draft> {
  return { ok: true, events: [event], ...more }
}

/** Changes a box, and brings an event with it or none: what is put into a box is in no record before its time. */
export function acceptInBox<Draft extends EventDraft>(change: BoxChange, ...events: Draft[]): Decision<Draft> {
  return { ok: true, events, boxes: [change] }
}

/** Refuses with a code, a reason word for the screen, a note for programs, and details. */
export function reject(...args: Parameters<typeof refuse>): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: refuse(...args) }
}
