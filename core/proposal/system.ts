import { z } from 'zod'
import type { Decision } from '../matter/decision.ts'
import { accept, acceptWith } from '../matter/decision.ts'
import { SYSTEM_ACTOR } from '../record/event.ts'
import type { HandlingEvent, HandlingEventData } from './events.ts'
import { digest, withoutMatter, type HeldText } from './handling.ts'
import { isOpenToMerge, lettingGo } from './merging.ts'
import { answeredFor, supervisionOf, type ProposalState } from './state.ts'

/** Commands that only the server gives: what happens in another matter reaches this one through them. */
export const PROPOSAL_SYSTEM_COMMANDS = [
  'proposal.absorb',
  'proposal.release-absorbed',
  'proposal.let-go',
  'proposal.pass-on-answer',
  'proposal.supervise',
  'proposal.pass-on-verdict',
] as const
export const proposalSystemCommand = z.object({ type: z.enum(PROPOSAL_SYSTEM_COMMANDS), data: z.unknown() })
export type ProposalSystemCommand = z.output<typeof proposalSystemCommand>

type Answer = Decision<HandlingEvent>

/**
 * Carries out what another matter's command brings with it; never refuses, doing it twice is nothing to do. `held` is
 * the answer kept outside the record, if there is one.
 */
export function decideProposalSystem(state: ProposalState, command: ProposalSystemCommand, held: unknown): Answer {
  switch (command.type) {
    case 'proposal.absorb':
      return absorb(state, command.data as HandlingEventData['proposal.absorbed'])
    case 'proposal.release-absorbed':
      return releaseAbsorbed(state, command.data as HandlingEventData['proposal.released-absorbed'], held)
    case 'proposal.let-go': {
      const { lead } = command.data as { lead: string }
      const mine = state.status === 'merged' && state.merged?.into === lead
      return mine ? accept({ type: 'proposal.unmerged', data: {} }) : accept()
    }
    case 'proposal.pass-on-answer': {
      const data = command.data as HandlingEventData['proposal.answer-passed-on']
      return state.status === 'merged' ? accept({ type: 'proposal.answer-passed-on', data }) : accept()
    }
    case 'proposal.supervise': {
      const data = command.data as HandlingEventData['proposal.supervised']
      return supervisionOf(state, data.suggestion) === undefined && data.round === state.rounds.length - 1
        ? accept({ type: 'proposal.supervised', data })
        : accept()
    }
    case 'proposal.pass-on-verdict': {
      const data = command.data as HandlingEventData['proposal.verdict-passed-on']
      // another answer has made another promise by now
      return supervisionOf(state, data.suggestion) === data.supervision && data.round === state.rounds.length - 1
        ? accept({ type: 'proposal.verdict-passed-on', data })
        : accept()
    }
    default:
      return command.type satisfies never
  }
}

function absorb(state: ProposalState, data: HandlingEventData['proposal.absorbed']): Answer {
  const { from } = data
  if (state.absorbed.some(({ matter }) => matter === from)) return accept()
  const absorbed = { type: 'proposal.absorbed' as const, data }
  // what is being mended is open to merge again before long
  if (isOpenToMerge(state.status) || state.status === 'returned') return accept(absorbed)
  // it was answered or came to its end while the merge was on its way
  const released = { type: 'proposal.released-absorbed' as const, data: { from, by: SYSTEM_ACTOR } }
  return {
    ok: true,
    events: [absorbed, released],
    followUps: lettingGo({ id: state.id, absorbed: [{ matter: from }] }),
  }
}

function releaseAbsorbed(
  state: ProposalState,
  data: HandlingEventData['proposal.released-absorbed'],
  held: unknown,
): Answer {
  const known = state.absorbed.some(({ matter }) => matter === data.from)
  // an answer that was faster keeps its numbers
  if (!known || answeredFor(state).includes(data.from)) return accept()
  if (!state.held || held === undefined) return accept({ type: 'proposal.released-absorbed', data })
  const left = withoutMatter(state, held as HeldText, data.from)
  const covered = left.items.map(({ suggestion }) => suggestion)
  return acceptWith(
    { type: 'proposal.released-absorbed', data: { ...data, held: { digest: digest(left), covered } } },
    { hold: left },
  )
}
