import type { Decision } from '../matter/decision.ts'
import type { ProposalCommand } from './commands.ts'
import type { ProposalEvent } from './events.ts'

/** The answer to a command on a proposal. */
export type ProposalAnswer = Decision<ProposalEvent>

/** The parsed `data` of one command. */
export type Data<T extends ProposalCommand['type']> = Extract<ProposalCommand, { type: T }>['data']
