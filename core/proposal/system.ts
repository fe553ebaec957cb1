import { z } from 'zod'
import type { Decision } from '../matter/decision.ts'
import { accept } from '../matter/decision.ts'
import type { HandlingEvent, HandlingEventData } from './events.ts'
import type { ProposalState } from './state.ts'

/** Commands that only the server gives: a merge and an answer reach the other matter through them. */
export const PROPOSAL_SYSTEM_COMMANDS = [
  'proposal.absorb',
  'proposal.release-absorbed',
  'proposal.pass-on-answer',
] as const
export const proposalSystemCommand = z.object({ type: z.enum(PROPOSAL_SYSTEM_COMMANDS), data: z.unknown() })
export type ProposalSystemCommand = z.output<typeof proposalSystemCommand>

/** Carries out what another matter's command brings with it; never refuses, doing it twice is nothing to do. */
export function decideProposalSystem(state: ProposalState, command: ProposalSystemCommand): Decision<HandlingEvent> {
  switch (command.type) {
    case 'proposal.absorb': {
      const data = command.data as HandlingEventData['proposal.absorbed']
      const known = state.absorbed.some(({ matter }) => matter === data.from)
      return known ? accept() : accept({ type: 'proposal.absorbed', data })
    }
    case 'proposal.release-absorbed': {
      const data = command.data as HandlingEventData['proposal.released-absorbed']
      const known = state.absorbed.some(({ matter }) => matter === data.from)
      return known ? accept({ type: 'proposal.released-absorbed', data }) : accept()
    }
    case 'proposal.pass-on-answer': {
      const data = command.data as HandlingEventData['proposal.answer-passed-on']
      return state.status === 'merged' ? accept({ type: 'proposal.answer-passed-on', data }) : accept()
    }
    default:
      return command.type satisfies never
  }
}
