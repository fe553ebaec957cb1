import type { Decision } from '../matter/decision.ts'
import type { ServiceCommand } from './commands.ts'
import type { ServiceEvent } from './events.ts'

/** The answer to a command on a request. */
export type ServiceAnswer = Decision<ServiceEvent>

/** The parsed `data` of one command. */
export type Data<T extends ServiceCommand['type']> = Extract<ServiceCommand, { type: T }>['data']
