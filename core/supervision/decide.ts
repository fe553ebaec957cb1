import { accept, reject, type Context } from '../matter/decision.ts'
import { close, lookBack, reopen } from './closing.ts'
import type { SupervisionCommand } from './commands.ts'
import { add, amend, claim, decideExtension, drop, report, requestExtension, verify } from './commitments.ts'
import type { SupervisionAnswer } from './decide-types.ts'
import { appoint } from './opening.ts'
import { escalate, remind } from './pressing.ts'
import { follow, hide, observe, unhide } from './public.ts'
import type { SupervisionState } from './state.ts'

/** Decides a command on a thread that exists. The permission table has been read before. */
export function decideSupervision(
  state: SupervisionState,
  command: SupervisionCommand,
  context: Context,
): SupervisionAnswer {
  switch (command.type) {
    case 'supervision.open':
      return reject('conflict', 'exists', 'this thread was opened already', { rule: 'SP1' })
    case 'supervision.appoint':
      return appoint(command.data, state.supervisors, context)
    case 'supervision.accept':
      return state.accepted
        ? accept()
        : accept({ type: 'supervision.accepted', data: { ...command.data, unit: state.unit } })
    case 'supervision.remind':
      return remind(state, command.data, context)
    case 'supervision.escalate':
      return escalate(state, command.data, context)
    case 'supervision.rate':
      return accept({ type: 'supervision.rated', data: command.data })
    case 'supervision.close':
      return close(state, command.data)
    case 'supervision.reopen':
      return reopen(state, command.data, context)
    case 'supervision.look-back':
      return lookBack(state, command.data, context)
    case 'supervision.follow':
      return follow(state, true, context)
    case 'supervision.unfollow':
      return follow(state, false, context)
    case 'supervision.observe':
      return observe(command.data, context)
    case 'observation.hide':
      return hide(state, command.data)
    case 'observation.unhide':
      return unhide(state, command.data)
    case 'commitment.add':
      return add(state, command.data, context)
    case 'commitment.amend':
      return amend(state, command.data, context)
    case 'commitment.drop':
      return drop(state, command.data)
    case 'commitment.claim-done':
      return claim(state, command.data, context)
    case 'commitment.verify':
      return verify(state, command.data, context)
    case 'progress.report':
      return report(state, command.data, context)
    case 'extension.request':
      return requestExtension(state, command.data, context)
    case 'extension.grant':
      return decideExtension(state, command.data, true, context)
    case 'extension.deny':
      return decideExtension(state, command.data, false, context)
    default:
      return command satisfies never
  }
}
