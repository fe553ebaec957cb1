import type { AnswerCommand } from './answer/commands.ts'
import type { AnswerEvent } from './answer/events.ts'
import { answerKind } from './answer/kind.ts'
import type { AnswerState } from './answer/state.ts'
import type { ClockBook } from './clock/book.ts'
import { clocksOf, type Clock } from './clock/clocks.ts'
import { clockCommands, clockMoments } from './clock/due-commands.ts'
import { isClockEvent, type ClockEvent } from './clock/events.ts'
import { usuallyNear } from './clock/light.ts'
import { createMarker } from './clock/mark.ts'
import type { CommitteeCommand } from './committee/commands.ts'
import type { CommitteeEvent } from './committee/events.ts'
import { committeeKind } from './committee/kind.ts'
import type { CommitteeState } from './committee/state.ts'
import type { ConsultationCommand } from './consultation/commands.ts'
import type { ConsultationEvent } from './consultation/events.ts'
import { consultationKind } from './consultation/kind.ts'
import type { ConsultationState } from './consultation/state.ts'
import type { Boxes } from './matter/box.ts'
import { commonCommands, type CommonCommand } from './matter/commands.ts'
import type { Related } from './matter/decision.ts'
import type { CommonEvent } from './matter/events.ts'
import { evolveCommon } from './matter/evolve.ts'
import type { AnyCommand, Kind } from './matter/kind.ts'
import { foldLeft, foldRedaction } from './matter/redaction.ts'
import type { MatterKind, MatterState } from './matter/state.ts'
import { addressText, isFor, type Task, type Waiting } from './matter/task.ts'
import { waitingMoments, type TimedCommand } from './matter/wake.ts'
import { commonPermissions } from './people/common-permissions.ts'
import type { Permission } from './people/permission.ts'
import type { Account } from './people/roles.ts'
import type { ProposalCommand } from './proposal/commands.ts'
import type { ProposalEvent } from './proposal/events.ts'
import { proposalKind } from './proposal/kind.ts'
import type { ProposalState } from './proposal/state.ts'
import type { EventDraft, EventFact } from './record/event.ts'
import { REDACTED } from './record/redact.ts'
import type { ServiceCommand } from './service/commands.ts'
import type { ServiceEvent } from './service/events.ts'
import { serviceKind } from './service/kind.ts'
import type { ServiceState } from './service/state.ts'
import type { SuggestionCommand } from './suggestion/commands.ts'
import type { SuggestionEvent } from './suggestion/events.ts'
import { suggestionKind } from './suggestion/kind.ts'
import type { SuggestionState } from './suggestion/state.ts'
import type { SupervisionCommand } from './supervision/commands.ts'
import type { SupervisionEvent } from './supervision/events.ts'
import { supervisionKind } from './supervision/kind.ts'
import type { SupervisionState } from './supervision/state.ts'

/** The one place that knows every kind of matter. A new kind adds a line to each union and to `KINDS`. */
export type AnyState =
  ProposalState | SuggestionState | ConsultationState | SupervisionState | ServiceState | AnswerState | CommitteeState
export type Command =
  | CommonCommand
  | ProposalCommand
  | SuggestionCommand
  | ConsultationCommand
  | SupervisionCommand
  | ServiceCommand
  | AnswerCommand
  | CommitteeCommand
export type MatterEvent =
  | CommonEvent
  | ClockEvent
  | ProposalEvent
  | SuggestionEvent
  | ConsultationEvent
  | SupervisionEvent
  | ServiceEvent
  | AnswerEvent
  | CommitteeEvent
export type CommandType = Command['type']

type AnyKind = Kind<MatterState, AnyCommand, EventDraft, string>
// each kind is used only with states, commands and events of its own, which the lookups below see to
const KINDS = {
  proposal: proposalKind,
  suggestion: suggestionKind,
  consultation: consultationKind,
  supervision: supervisionKind,
  service: serviceKind,
  answer: answerKind,
  committee: committeeKind,
} as unknown as Record<MatterKind, AnyKind>
const ALL = Object.values(KINDS)

export const commandSchemas = {
  ...commonCommands,
  ...proposalKind.schemas,
  ...suggestionKind.schemas,
  ...consultationKind.schemas,
  ...supervisionKind.schemas,
  ...serviceKind.schemas,
  ...answerKind.schemas,
  ...committeeKind.schemas,
}
export const permissions: Record<CommandType, Permission> = {
  ...commonPermissions,
  ...proposalKind.permissions,
  ...suggestionKind.permissions,
  ...consultationKind.permissions,
  ...supervisionKind.permissions,
  ...serviceKind.permissions,
  ...answerKind.permissions,
  ...committeeKind.permissions,
}
export const COMMAND_TYPES = Object.keys(commandSchemas) as CommandType[]

/** What a kind has of its own, for a state of that kind. */
export function kindOf(state: AnyState): AnyKind {
  return KINDS[state.kind]
}

/** The kind whose matters a command begins; `undefined` for every other command. */
export const kindBegunBy = (type: string) => ALL.find(({ beginsWith }) => beginsWith.command === type)

/** True for the commands that begin a matter. */
export function begins(type: CommandType): boolean {
  return kindBegunBy(type) !== undefined
}

/** Whether an account may read the matter. What may not be read is answered `not-found`. */
export function maySee(state: AnyState, account: Account): boolean {
  return kindOf(state).maySee(state, account)
}

/** Whether an account may read what is held for the matter outside its record. */
export function maySeeHeld(state: AnyState, account: Account): boolean {
  return kindOf(state).maySeeHeld(state, account)
}

/** Addresses (`account:ID`, `unit:ID`, `role:ROLE`) of those whom a matter concerns by name. */
export function participants(state: AnyState): string[] {
  const { accounts, units, roles = [] } = kindOf(state).concerned(state)
  const named = [...accounts.map((account) => ({ account })), ...units.map((unit) => ({ unit }))]
  return [...named, ...roles.map((role) => ({ role }))].map(addressText)
}

/** True when everyone signed in may read the matter. */
export function isOpen(state: AnyState): boolean {
  return kindOf(state).isOpen(state)
}

/** True when nothing more is said or done in the matter. */
export function isEnded(state: AnyState): boolean {
  const { ends, endedEarly } = kindOf(state)
  return ends.includes(state.status) || (endedEarly?.(state) ?? false)
}

/** Ids of other matters whose `Related` deciding this command needs. */
export function namedMatters(state: AnyState | undefined, command: Command): string[] {
  const kind = state ? kindOf(state) : kindBegunBy(command.type)
  return kind && command.type in kind.schemas ? kind.names(state, command) : []
}

/** What a decision on another matter may know of this one. */
export function relatedOf(state: AnyState): Related {
  return kindOf(state).related(state)
}

const markers = Object.fromEntries(ALL.map(({ kind, clocks: rules = [] }) => [kind, createMarker(rules)]))
const isCommonEvent = (event: EventFact<MatterEvent>): event is EventFact<CommonEvent> =>
  event.type.startsWith('message.') || event.type.startsWith('participant.') || event.type.startsWith('matter.')

/**
 * Folds one event into the state; the first event of a matter begins it. What is of a type that this version does not
 * know only moves the place, and of what was redacted no more than the place is left. Throws on an event that cannot
 * begin a record or cannot follow.
 */
export function evolve(state: AnyState | undefined, event: EventFact<MatterEvent>): AnyState {
  if (!state) {
    const kind = ALL.find(({ beginsWith }) => beginsWith.event === event.type)
    if (!kind) throw new Error(`a record cannot begin with ${event.type}`)
    return marked(kind.begin(event) as AnyState, event)
  }
  const next = folded(state, event)
  return marked({ ...next, seq: event.seq, updatedAt: event.at } as AnyState, event)
}

function folded(state: AnyState, event: EventFact<MatterEvent>): MatterState {
  const { words, evolve: evolveOwn } = kindOf(state)
  if (event.data === undefined) return foldLeft(state, event, words)
  if (event.type === REDACTED) return foldRedaction(state, event, words)
  if (isClockEvent(event)) return state
  return isCommonEvent(event) ? evolveCommon(state, event) : evolveOwn(state, event)
}

function marked(state: AnyState, event: EventFact<MatterEvent>): AnyState {
  const mark = markers[state.kind]?.(event)
  return mark ? { ...state, marks: [...state.marks, mark] } : state
}

/** Every clock that has run in a matter up to a time in ms UTC. */
export function clocks(state: AnyState, at: number, book: ClockBook): Clock[] {
  const { clocks: rules = [], ownClocks } = kindOf(state)
  const own = ownClocks?.(state, at, book) ?? []
  return state.marks.length > 0 ? [...clocksOf(state.marks, rules, at, book), ...own] : own
}

/** The commands that are due in a matter by time alone, at a time in ms UTC. */
export function timedCommands(state: AnyState, at: number, book: ClockBook): TimedCommand[] {
  return [...clockCommands(clocks(state, at, book), at), ...(kindOf(state).timed?.(state, at) ?? [])]
}

/**
 * The next time (ms UTC) at which something about a matter changes by time alone: a task begins or ends, a light
 * changes, a command falls due. Not after `at` while a command waits that is due; `undefined` when nothing will change.
 */
export function wakesAt(state: AnyState, at: number, book: ClockBook): number | undefined {
  if (timedCommands(state, at, book).length > 0) return at
  const own = kindOf(state).wakesAt?.(state, at)
  const moments = [...waitingMoments(waiting(state, at, book), at), ...clockMoments(clocks(state, at, book), at)]
  if (own !== undefined) moments.push(own)
  return moments.length > 0 ? Math.min(...moments) : undefined
}

/** The state of a whole record, or of its tail on top of a snapshot. */
export function replay(events: readonly EventFact<MatterEvent>[], from?: AnyState): AnyState | undefined {
  return events.reduce<AnyState | undefined>(evolve, from)
}

/**
 * Everything that waits for somebody in a matter, at a time in ms UTC. Without its boxes, which a client does not have,
 * also a ballot that has been cast.
 */
export function waiting(state: AnyState, at: number, book: ClockBook, box?: Boxes): Waiting[] {
  return kindOf(state)
    .waiting(state, at, book, box)
    .map((entry) =>
      entry.due === undefined ? entry : { ...entry, warnsAt: entry.warnsAt ?? usuallyNear(entry.due, book.calendar) },
    )
}

/** Names of the boxes beside a matter that are in use. */
export function boxesInUse(state: AnyState): string[] {
  return kindOf(state).boxesInUse?.(state) ?? []
}

/** What lies in the boxes beside a matter, as far as an account may know it; `undefined` where there are none. */
export function besideOf(state: AnyState, account: string, box: Boxes): unknown {
  return kindOf(state).beside?.(state, account, box)
}

/** What waits for this account in a matter, at a time in ms UTC. */
export function needs(state: AnyState, account: Account, at: number, book: ClockBook, box?: Boxes): Task[] {
  return waiting(state, at, book, box)
    .filter((entry) => entry.since <= at && isFor(entry.for, account))
    .map(({ for: _addressee, ...task }) => ({ matter: state.id, ...task }))
}
