import type { ProposalState } from '../../../../core/proposal/state.ts'
import type { Stage } from '../../../ui/stages.ts'

/** Who brought a proposal through a stage after filing, and when: an account or a unit; nobody before it happened. */
export type StageActor = { account: string; at: number } | { unit: string; at: number }

export function stageActor(state: ProposalState, stage: Stage): StageActor | undefined {
  const { assignment, rounds, closed } = state
  const latest = rounds.at(-1)
  switch (stage) {
    case 'assign':
      return assignment && { account: assignment.by, at: assignment.at }
    case 'handle':
      // Another round begins with whoever sent it back.
      if (latest?.rehandled) return { account: latest.rehandled.by, at: latest.rehandled.at }
      return assignment?.acceptedAt === undefined ? undefined : { unit: assignment.lead, at: assignment.acceptedAt }
    case 'answer':
      return latest && !latest.rehandled ? { account: latest.releasedBy, at: latest.releasedAt } : undefined
    case 'close':
      return closed && { account: closed.by, at: closed.at }
    default:
      return undefined
  }
}
