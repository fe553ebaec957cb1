import type { z } from 'zod'
import type { ClockBook } from '../clock/book.ts'
import type { Clock } from '../clock/clocks.ts'
import type { ClockRule } from '../clock/rule.ts'
import type { Permission, Relation } from '../people/permission.ts'
import type { Account, Role } from '../people/roles.ts'
import type { EventDraft, EventFact } from '../record/event.ts'
import type { Summary } from '../wire/records.ts'
import type { Boxes } from './box.ts'
import type { Context, Decision, Related, SystemContext } from './decision.ts'
import type { CommonEvent } from './events.ts'
import type { OwnWords } from './redaction.ts'
import type { MatterKind, MatterState } from './state.ts'
import type { Waiting } from './task.ts'
import type { TimedCommand } from './wake.ts'

/** A command as a kind sees it. */
export interface AnyCommand {
  type: string
  data: unknown
}

/** Everything that a kind of matter has of its own. Pure; one value a kind, listed in core/kinds.ts. */
export interface Kind<S extends MatterState, C extends AnyCommand, E extends EventDraft, First extends E['type']> {
  kind: MatterKind
  /** The command that begins a matter of this kind, and the event that is first in its record. */
  beginsWith: { command: C['type']; event: First }
  schemas: Record<C['type'], z.ZodType>
  permissions: Record<C['type'], Permission>
  /** Statuses at which nothing more is said or done. */
  ends: readonly string[]
  /** Where a status alone does not say it: whether this matter is at an end before its status is one of `ends`. */
  endedEarly?(state: S): boolean
  decideFirst(command: C, context: Context): Decision<E>
  /** May bring events that all kinds have, too. */
  decide(state: S, command: C, context: Context): Decision<E | CommonEvent>
  /** How the server itself begins one, where no person does. */
  found?(command: AnyCommand): Decision<E>
  /** Nothing is said in it, so there is no order to keep either. */
  silent?: true
  /** Commands of these kinds change the roster, and go one at a time. */
  keepsRoster?: true
  /** Commands that only the server gives; absent where there are none. */
  decideSystem?(state: S, command: AnyCommand, context: SystemContext): Decision<E | CommonEvent>
  /** The clocks that run in its records; absent where there are none. */
  clocks?: readonly ClockRule[]
  /** Clocks beside those, whose lengths a matter sets itself; they are not put on the record. */
  ownClocks?(state: S, at: number, book: ClockBook): Clock[]
  /** Accounts that are on the clocks whose rule says `asked`, where they are put on the record. */
  asked?(state: S): string[]
  /**
   * The next time after `at` (ms UTC) at which something changes by time alone that neither `waiting` nor `clocks` tell
   * of, such as the closing time of a poll.
   */
  wakesAt?(state: S, at: number): number | undefined
  /** The kind's own commands that are due by time alone at `at` (ms UTC) and have not been carried out. */
  timed?(state: S, at: number): TimedCommand[]
  begin(event: EventFact<Extract<E, { type: First }>>): S
  evolve(state: S, event: EventFact<E>): S
  /** With the boxes at hand, who has done what goes into them is left out. */
  waiting(state: S, at: number, book: ClockBook, box?: Boxes): Waiting[]
  /** Names of the boxes beside it that are in use. */
  boxesInUse?(state: S): string[]
  /** What lies beside the record, as far as an account may know it. */
  beside?(state: S, account: string, box: Boxes): unknown
  relations(state: S, account: Account, at: number): Set<Relation>
  maySee(state: S, account: Account): boolean
  /** Whether an account that may see it has a voice in it; absent when everyone has. */
  maySpeak?(state: S, account: Account): boolean
  maySeeHeld(state: S, account: Account): boolean
  /** It as an account may read it, with the ids of the events whose data is not for it; absent where all is. */
  veiled?(state: S, account: Account): { state: S; events: ReadonlySet<string> }
  /** What people say in it besides the discussion; absent where there is no such thing. */
  words?: OwnWords<S>
  isOpen(state: S): boolean
  /** Accounts, units and roles that are told of its turns and may always read it. */
  concerned(state: S): { accounts: string[]; units: string[]; roles?: Role[] }
  /** Ids of other matters that deciding the command needs to know. */
  names(state: S | undefined, command: C): string[]
  related(state: S): Related
  /** What lists show besides what every matter has. */
  summary(
    state: S,
    book: ClockBook,
  ): Pick<Summary, 'cancelled' | 'category' | 'region' | 'unit' | 'dueAt' | 'warnsAt'> & {
    supports: number
    cosigners: number
  }
  searchText(state: S): string
  /** Its texts are compared with no others: how often a word occurs would tell of them. */
  incomparable?: true
  /** Types of its events that change what `searchText` gives, and those that are told to everyone concerned. */
  searchable: readonly E['type'][]
  turns: readonly E['type'][]
  /** Who is told of an event that is no turn; `undefined` for nobody. */
  tell?(state: S, event: EventFact<E>): string[] | undefined
}
