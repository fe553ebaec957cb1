import type { Decision } from '../matter/decision.ts'
import type { CommonEvent } from '../matter/events.ts'
import type { ConsultationCommand } from './commands.ts'
import type { ConsultationEvent } from './events.ts'

/** The answer to a command on a consultation. */
export type ConsultationAnswer = Decision<ConsultationEvent | CommonEvent>

/** The parsed `data` of one command. */
export type Data<T extends ConsultationCommand['type']> = Extract<ConsultationCommand, { type: T }>['data']
