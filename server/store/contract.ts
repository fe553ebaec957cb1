import type { AnyState } from '../../core/kinds.ts'
import type { FollowUp, RosterChange } from '../../core/matter/decision.ts'
import type { Waiting } from '../../core/matter/task.ts'
import type { Untold } from '../../core/notices/preferences.ts'
import type { Figures } from '../../core/proposal/figures.ts'
import type { ThreadFigures } from '../../core/supervision/figures.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import type { Attachment } from '../../core/wire/attachments.ts'
import type { DueTask, InboxTask, Notice, Summary } from '../../core/wire/records.ts'
import type { Derived } from './derived.ts'
import type { PeopleStore } from './people-contract.ts'
import type { DueQuery, ListPage, ListQuery, Viewer } from './queries.ts'

/**
 * Thrown by `append` when the place, the number or the command id was taken meanwhile, or when what it follows was
 * itself refused: load again and decide again.
 */
export class Conflict extends Error {}

/** Thrown when the store cannot work just now (disk full, locked by another process, closed). Nothing was changed. */
export class Unavailable extends Error {}

/** Thrown by `list` on a cursor that no page gave: to be refused as `invalid`. */
export class BadCursor extends Error {}

/** Where an accepted command's events stand: `firstSeq`–`lastSeq`; it made none when `firstSeq` > `lastSeq`. */
export interface CommandResult {
  matter: string
  /** Empty when its words were redacted since: then its id alone tells it. */
  bodyHash: string
  firstSeq: number
  lastSeq: number
}

/** A state as it was at `seq`. */
export interface Snapshot {
  seq: number
  state: AnyState
}

/** A matter as it is opened. `held` is what is kept for it outside its record. */
export interface Loaded {
  snapshot?: Snapshot
  tail: RecordEvent[]
  held?: unknown
}

/** A command that waits to be given to another matter. `id` is its command's id, and it is given under that once. */
export interface StoredFollowUp extends FollowUp {
  id: string
}

/** What waits for somebody: `address` as `addressText` of core/matter/task gives it, the rest as there. */
export type StoredWait = { address: string } & Omit<Waiting, 'for'>

/** Everything that one accepted command changes; it becomes durable as a whole or not at all. */
export interface Append {
  matter: string
  /** In order, following the record's last event; may be empty when there was nothing to do. */
  events: RecordEvent[]
  command: { actor: string; id: string; at: number; bodyHash: string; lastSeq: number }
  /** The follow-up that this command was; it waits no longer. */
  doneFollowUp?: string
  /** Only without events: what waits no longer, since it was done beside the record. */
  doneWaits?: StoredWait[]
  // what follows is absent when `events` is empty
  /**
   * Places before these events whose content goes, since one of them says that it is redacted: `data` and `salt` of
   * those events, every snapshot from before, what tells a command's body by its hash, and what is known of files that
   * nothing else tells of: their bytes are to be thrown away, see `thrown`.
   */
  redact?: number[]
  /** Replaces what is held for the matter outside its record; `null` empties it, absent leaves it. */
  hold?: unknown
  followUps?: StoredFollowUp[]
  /** What becomes of the roster. Rejects with `Conflict` on a username or an invitation that was taken meanwhile. */
  roster?: RosterChange
  views?: Derived & {
    summary: Summary
    /** Everyone signed in may read it. */
    open: boolean
    /** Addresses of those whom the matter concerns by name: `account:ID`, `unit:ID`. */
    participants: string[]
    /** Replaces what waited before. */
    waiting: StoredWait[]
    /** `to`: addresses, or `all` of those in `participants`. The actor is never told. */
    notices: { seq: number; type: string; actor: string; at: number; to: 'all' | string[] }[]
    /** Search terms of the whole matter, when they changed; `features` come with them. */
    terms?: string[]
    /** The number taken from a series: `UNIQUE(series, value)`. */
    number?: { series: string; value: number }
    /** Hashes of files that these events tell of. */
    attachments?: string[]
    /** When something about the matter will next change by time alone; absent when nothing will. */
    wakesAt?: number
  }
}

/** A matter whose time has come: since when (ms UTC), and where its record stands. */
export interface Wake {
  matter: string
  at: number
  seq: number
}

/** What a matter whose time has come is left with, its record standing at `seq`. */
export interface Settled {
  seq: number
  waiting: StoredWait[]
  summary?: Summary
  /** Of a thread of supervision: its ends go by the committee's book, too. */
  thread?: ThreadFigures
  wakesAt?: number
}

/** A file as somebody uploaded it. */
export interface Upload extends Attachment {
  uploader: string
  at: number
}

/**
 * Where everything is kept. Asynchronous, so that a server-side database can stand behind it.
 * Every write is durable when its promise resolves. All times in ms UTC.
 */
export interface Store extends PeopleStore {
  readonly name: string

  // the record
  /** Commits with whatever else arrived meanwhile in one transaction. Rejects with `Conflict`. */
  append(append: Append): Promise<void>
  commandResult(actor: string, id: string): Promise<CommandResult | undefined>
  /** The newest snapshot, every event after it, and what is held; `undefined` when there is no such matter. */
  load(matter: string): Promise<Loaded | undefined>
  saveSnapshot(matter: string, snapshot: Snapshot): Promise<void>
  /** Events with `after` < seq < `before`, in order: the first `limit` of them when `after` is given, else the last. */
  events(matter: string, range: { after?: number; before?: number; limit: number }): Promise<RecordEvent[]>
  /** The greatest value taken from a series; 0 when none is. */
  lastNumber(series: string): Promise<number>
  /** Forgets command results from before `at`. Answers how many. */
  forgetCommands(before: number): Promise<number>
  /** Follow-ups that wait, in the order in which they came. */
  followUps(): Promise<StoredFollowUp[]>

  // views
  /** Rejects with `BadCursor`. */
  list(query: ListQuery, viewer: Viewer): Promise<ListPage>
  tasks(viewer: Viewer): Promise<InboxTask[]>
  /** Latest first; `before` continues from a notice's `n`. Own doings are no notices. */
  notices(viewer: Viewer, page: { before?: number; limit: number }): Promise<Notice[]>
  /**
   * What is due in matters that the viewer may see, the soonest first, and how much there is: what waits for the viewer,
   * and what waits for anybody by the rule of a clock. One entry for each thing, however many it waits for.
   */
  due(query: DueQuery, viewer: Viewer): Promise<{ items: DueTask[]; total: number }>
  /** What is `untold` is listed, and does not count as unread. */
  inboxCounts(viewer: Viewer, untold?: Untold): Promise<{ unread: number; tasks: number }>
  /** Forgets notices from before `before` (ms UTC) that everybody they were told to has read. Answers how many. */
  forgetNotices(before: number): Promise<number>
  /** Marks notices up to `n` as read; never moves back, nor beyond the latest notice. */
  readNotices(account: string, upTo: number): Promise<void>
  /** The lines of those of these matters that the viewer may see, in the order of `ids`. */
  summaries(ids: readonly string[], viewer: Viewer): Promise<Summary[]>
  /** The figures of proposals that the viewer may see and that began at `from` or later and before `to`. */
  figures(period: { from?: number; to?: number }, viewer: Viewer): Promise<Figures[]>
  /** The figures of threads of supervision that the viewer may see. */
  threads(viewer: Viewer): Promise<ThreadFigures[]>
  /** What is derived of every matter, a batch at a time: `next` continues, and is absent behind the last. */
  derived(page: { after?: number; limit: number }): Promise<{ items: (Derived & { matter: string })[]; next?: number }>
  /**
   * Takes at most `limit` of the matters whose time has come by `now`, the earliest first, none of which anybody else
   * has taken. They are the taker's until `until`, until the matter's next append, or until `settleWake`. A claim that
   * reaches beyond `until` was made by a clock that went ahead, and counts for nothing.
   */
  takeWakes(claim: { now: number; until: number; limit: number }): Promise<Wake[]>
  /**
   * Says anew what waits in a matter and when its time comes next (never, where `wakesAt` is absent), as far as its
   * record still stands at `seq`; else the append behind it has said it. `summary` replaces the line in lists. Answers
   * whether it did.
   */
  settleWake(matter: string, next: Settled): Promise<boolean>
  /**
   * Wakes at most `limit` of the matters in which something waits or will change by time alone, `at` ms UTC or at their
   * own earlier time. `next` continues behind them, and is absent behind the last.
   */
  rouse(page: { after?: number; limit: number; at: number }): Promise<{ next?: number }>
  /** Adds what is missing of it; what an append said stays. */
  putDerived(matter: string, derived: Derived): Promise<void>

  // files, whose bytes are kept elsewhere
  /** The same bytes of the same account again replace its name for them. */
  putAttachment(upload: Upload): Promise<void>
  /** Who uploaded a file, first one first, and the matters whose records tell of it; `undefined` when nobody did. */
  attachment(sha256: string): Promise<{ uploads: Upload[]; matters: string[] } | undefined>
  /** Forgets who uploaded what before `before` (ms UTC) and no record tells of. Answers how many files nobody has then. */
  forgetUploads(before: number): Promise<number>
  /** Files that nothing tells of any more and whose bytes are to go. */
  thrown(): Promise<string[]>
  /** The bytes of a file are gone, or somebody has uploaded it anew. */
  notThrown(sha256: string): Promise<void>

  /** A lasting secret or setting of this server, made by `make` when it is first asked for. */
  keep(name: string, make: () => string): Promise<string>
  /** What is kept under a name; `undefined` when nothing is. */
  kept(name: string): Promise<string | undefined>
  /** Replaces what is kept under a name. */
  keepAnew(name: string, value: string): Promise<void>

  /** Answers when a read from the store works: for the health check. */
  ping(): Promise<void>
  /** Waits for what is under way and closes. */
  close(): Promise<void>
}
