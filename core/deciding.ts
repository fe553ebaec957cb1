import { decideClock } from './clock/due-commands.ts'
import { begins, clocks, kindBegunBy, kindOf, maySee, isEnded, permissions } from './kinds.ts'
import type { AnyState, Command, CommandType, MatterEvent } from './kinds.ts'
import { commonCommands, type CommonCommand } from './matter/commands.ts'
import { decideCommon } from './matter/decide.ts'
import { reject, type Context, type Decision, type Related, type SystemContext } from './matter/decision.ts'
import type { AnyCommand } from './matter/kind.ts'
import { commonPermissions } from './people/common-permissions.ts'
import { check } from './people/permission.ts'
import type { Account } from './people/roles.ts'
import { refuse, type Refusal } from './wire/refusal.ts'

const isCommon = (command: Command): command is CommonCommand => Object.hasOwn(commonCommands, command.type)

/**
 * Reads the permission table: `undefined` when the actor may, else the refusal.
 * `state` is absent for commands that begin a matter; `at` in ms UTC.
 */
export function may(actor: Account, type: CommandType, state: AnyState | undefined, at: number): Refusal | undefined {
  const unknown = refuse('not-found', 'unknown-matter', 'no such matter')
  if (!state) return begins(type) ? check(permissions[type], actor, new Set(), undefined, false, at) : unknown
  if (!maySee(state, actor)) return unknown
  const kind = kindOf(state)
  if (!(type in kind.permissions) && (kind.silent || !(type in commonPermissions)))
    return refuse('conflict', 'other-kind', `not a command for a ${state.kind}`, { kind: state.kind })
  const line = permissions[type]
  if (line.voice && kind.maySpeak?.(state, actor) === false)
    return refuse('forbidden', 'not-participant', 'only those who take part', { rule: line.rule })
  return check(line, actor, kind.relations(state, actor, at), state, isEnded(state), at)
}

/** Another matter as far as a command may name it: some are in no other record, whoever sees them. */
function nameable(other: Related | undefined, type: string): Related | undefined {
  return other?.namedBy && !other.namedBy.includes(type) ? undefined : other
}

/** Decides a command: permission first, then the rules of its kind. Pure; never throws on what a client can send. */
export function decide(state: AnyState | undefined, command: Command, context: Context): Decision<MatterEvent> {
  if (state && begins(command.type) && maySee(state, context.actor))
    return reject('conflict', 'exists', 'a matter with this id exists')
  const refusal = may(context.actor, command.type, state, context.at)
  if (refusal) return { ok: false, refusal }
  const known = { ...context, related: (id: string) => nameable(context.related(id), command.type) }
  const decided = state
    ? isCommon(command)
      ? decideCommon(state, command, known, kindOf(state).words)
      : kindOf(state).decide(state, command, known)
    : kindBegunBy(command.type)?.decideFirst(command, known)
  if (!decided) throw new Error(`${command.type} passed the table without a matter`)
  return decided as Decision<MatterEvent>
}

/**
 * Carries out a command that the server itself gives: a follow-up of another matter's, or what is due by time at
 * `context.at`. Never refuses what the server has reason to give.
 */
export function decideSystem(
  state: AnyState | undefined,
  command: AnyCommand,
  context: SystemContext,
): Decision<MatterEvent> {
  if (!state) {
    const founded = kindBegunBy(command.type)?.found?.(command)
    if (!founded) throw new Error(`${command.type} cannot begin a matter`)
    return founded as Decision<MatterEvent>
  }
  const { at = 0, book } = context
  if (command.type.startsWith('clock.')) return decideClock(clocks(state, at, book), command, at)
  const decided = kindOf(state).decideSystem?.(state, command, context)
  if (!decided) throw new Error(`a ${state.kind} has no system command ${command.type}`)
  return decided as Decision<MatterEvent>
}
