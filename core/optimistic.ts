import { decide } from './deciding.ts'
import { evolve, type AnyState, type Command, type MatterEvent } from './kinds.ts'
import type { Context } from './matter/decision.ts'
import type { EventFact } from './record/event.ts'

/** A command that the server has not answered yet. `id` is the command's id, `at` when it was given, ms UTC. */
export interface Pending {
  id: string
  matter: string
  command: Command
  at: number
}

/**
 * The state as it would be with the pending commands carried out: the same `decide` and `evolve` as on the server.
 * A command that would be refused changes nothing. Ids of what it makes are provisional: the command's id.
 */
export function withPending(
  confirmed: AnyState | undefined,
  pending: readonly Pending[],
  context: Omit<Context, 'at'>,
): AnyState | undefined {
  return pending.reduce<AnyState | undefined>((state, { id, matter, command, at }) => {
    // A held answer lies with the server: its release is shown once it has been answered.
    if (command.type === 'proposal.release-answer' && context.held === undefined) return state
    const decision = decide(state, command, { ...context, at, nextNumber: context.nextNumber ?? '…' })
    if (!decision.ok) return state
    return decision.events.reduce<AnyState | undefined>((current, draft) => {
      const fact = { ...draft, matter, seq: (current?.seq ?? 0) + 1, id, at, actor: context.actor.id, command: id }
      return evolve(current, fact as EventFact<MatterEvent>)
    }, state)
  }, confirmed)
}
