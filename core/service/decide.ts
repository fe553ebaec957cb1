import { accept, acceptWith, reject, type Context } from '../matter/decision.ts'
import { agree, cancel, propose } from './appointments.ts'
import type { ServiceCommand } from './commands.ts'
import type { ServiceAnswer as Answer } from './decide-types.ts'
import { claim, offer, refuse, send } from './offering.ts'
import { consent, decline, draft } from './publishing.ts'
import type { ServiceState } from './state.ts'

/** Decides a command on a request that exists. The permission table has been read before. */
export function decideService(state: ServiceState, command: ServiceCommand, context: Context): Answer {
  switch (command.type) {
    case 'service.post':
      return reject('conflict', 'exists', 'this request was posted already', { rule: 'HP1' })
    case 'service.offer':
      return offer(state, command.data, context)
    case 'service.send':
      return send(state, command.data, context)
    case 'service.refuse':
      return refuse(state, command.data, context)
    case 'service.claim':
      return claim(state, context)
    case 'service.hand-back':
      return accept({ type: 'service.handed-back', data: command.data })
    case 'service.resolve':
      return accept({ type: 'service.resolved', data: command.data })
    case 'service.reopen':
      return accept({ type: 'service.reopened', data: command.data })
    case 'service.rate':
      return accept({ type: 'service.rated', data: command.data })
    case 'service.withdraw':
      // what nobody has claimed is in no record
      return acceptWith({ type: 'service.withdrawn', data: command.data }, { hold: null })
    case 'service.close':
      return acceptWith({ type: 'service.closed', data: command.data }, { hold: null })
    case 'appointment.propose':
      return propose(state, command.data, context)
    case 'appointment.accept':
      return agree(state, command.data, context)
    case 'appointment.cancel':
      return cancel(state, command.data)
    case 'publication.draft':
      return draft(state, command.data, context)
    case 'publication.consent':
      return consent(state, command.data, context)
    case 'publication.decline':
      return decline(state, command.data)
    default:
      return command satisfies never
  }
}
