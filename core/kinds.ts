import { commonCommands, type CommonCommand, type CommonCommandType } from './matter/commands.ts'
import { decideCommon } from './matter/decide.ts'
import { reject, type Context, type Decision } from './matter/decision.ts'
import type { CommonEvent } from './matter/events.ts'
import { evolveCommon } from './matter/evolve.ts'
import { isFor, type Task, type Waiting } from './matter/task.ts'
import { commonPermissions } from './people/common-permissions.ts'
import { check, type Permission } from './people/permission.ts'
import { proposalPermissions } from './people/proposal-permissions.ts'
import type { Account } from './people/roles.ts'
import { proposalCommands, type ProposalCommand, type ProposalCommandType } from './proposal/commands.ts'
import { decideProposal, submit } from './proposal/decide.ts'
import type { ProposalEvent } from './proposal/events.ts'
import { begin, evolveProposal } from './proposal/evolve.ts'
import { waitingProposal } from './proposal/needs.ts'
import { concerned, maySeeProposal, proposalRelations } from './proposal/relations.ts'
import { PROPOSAL_ENDS, type ProposalState } from './proposal/state.ts'
import type { EventFact } from './record/event.ts'
import { refuse, type Refusal } from './wire/refusal.ts'

/** The one place that knows every kind of matter. A new kind adds its line to each function here. */
export const commandSchemas = { ...commonCommands, ...proposalCommands }
export const permissions: Record<CommandType, Permission> = { ...commonPermissions, ...proposalPermissions }

export type CommandType = CommonCommandType | ProposalCommandType
export type Command = CommonCommand | ProposalCommand
export type MatterEvent = CommonEvent | ProposalEvent
export type AnyState = ProposalState

export const COMMAND_TYPES = Object.keys(commandSchemas) as CommandType[]

/** True for the commands that begin a matter. */
export function begins(type: CommandType): boolean {
  return type === 'proposal.submit'
}

/** The series a command takes its number from, if it gives one: the series is `proposal:YEAR`. */
export function numbering(type: CommandType): 'proposal' | undefined {
  return type === 'proposal.file' ? 'proposal' : undefined
}

/** Whether an account may read the matter. What may not be read is answered `not-found`. */
export function maySee(state: AnyState, account: Account): boolean {
  return maySeeProposal(state, account)
}

/** The accounts a matter concerns by name. */
export function participants(state: AnyState): string[] {
  return concerned(state)
}

/** True when everyone signed in may read the matter. */
export function isOpen(state: AnyState): boolean {
  return state.open
}

/** True when nothing more is said or done in the matter. */
export function isEnded(state: AnyState): boolean {
  return PROPOSAL_ENDS.includes(state.status)
}

/**
 * Reads the permission table: `undefined` when the actor may, else the refusal.
 * `state` is absent for commands that begin a matter; `at` in ms UTC.
 */
export function may(actor: Account, type: CommandType, state: AnyState | undefined, at: number): Refusal | undefined {
  if (!state)
    return begins(type)
      ? check(permissions[type], actor, new Set(), undefined, false, at)
      : refuse('not-found', 'unknown-matter', 'no such matter')
  if (!maySee(state, actor)) return refuse('not-found', 'unknown-matter', 'no such matter')
  return check(permissions[type], actor, proposalRelations(state, actor.id, at), state, isEnded(state), at)
}

/** Decides a command: permission first, then the rules of its kind. Pure; never throws on what a client can send. */
export function decide(state: AnyState | undefined, command: Command, context: Context): Decision<MatterEvent> {
  if (state && begins(command.type) && maySee(state, context.actor))
    return reject('conflict', 'exists', 'a matter with this id exists')
  const refusal = may(context.actor, command.type, state, context.at)
  if (refusal) return { ok: false, refusal }
  if (command.type === 'proposal.submit') return submit(command.data, context)
  if (!state) throw new Error(`${command.type} passed the table without a matter`)
  return isProposalCommand(command) ? decideProposal(state, command, context) : decideCommon(state, command, context)
}

function isProposalCommand(command: Command): command is ProposalCommand {
  return command.type in proposalCommands
}

const isRedacted = (event: { data?: unknown }) => event.data === undefined
const isCommonEvent = (event: EventFact<MatterEvent>): event is EventFact<CommonEvent> =>
  event.type.startsWith('message.') || event.type.startsWith('participant.') || event.type.startsWith('matter.')

/**
 * Folds one event into the state; the first event of a matter begins it. What was redacted, or is of a type that this
 * version does not know, only moves the place. Throws on an event that cannot begin a record or cannot follow.
 */
export function evolve(state: AnyState | undefined, event: EventFact<MatterEvent>): AnyState {
  if (!state) {
    if (event.type !== 'proposal.submitted') throw new Error(`a record cannot begin with ${event.type}`)
    return begin(event)
  }
  const next = isRedacted(event)
    ? state
    : isCommonEvent(event)
      ? evolveCommon(state, event)
      : evolveProposal(state, event)
  return { ...next, seq: event.seq, updatedAt: event.at }
}

/** The state of a whole record, or of its tail on top of a snapshot. */
export function replay(events: readonly EventFact<MatterEvent>[], from?: AnyState): AnyState | undefined {
  return events.reduce<AnyState | undefined>(evolve, from)
}

/** Everything that waits for somebody in a matter, at a time in ms UTC. */
export function waiting(state: AnyState, at: number): Waiting[] {
  return waitingProposal(state, at)
}

/** What waits for this account in a matter, at a time in ms UTC. */
export function needs(state: AnyState, account: Account, at: number): Task[] {
  return waiting(state, at)
    .filter((entry) => isFor(entry.for, account))
    .map(({ kind, since, until }) => ({ matter: state.id, kind, since, ...(until === undefined ? {} : { until }) }))
}
