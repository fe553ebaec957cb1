import type { ProposalCommandType } from '../proposal/commands.ts'
import type { Permission } from './permission.ts'

const beforeFiling = ['submitted', 'returned'] as const
const underWay = ['submitted', 'returned', 'filed', 'assigned', 'handling', 'answered'] as const
const own = ['author', 'signed'] as const

/** Who may do what to a micro-proposal, and while it is where. */
export const proposalPermissions: Record<ProposalCommandType, Permission> = {
  'proposal.submit': { who: ['representative', 'member'], rule: 'PR1' },
  'proposal.revise': { who: ['author'], status: beforeFiling, rule: 'PR4' },
  'proposal.withdraw': { who: ['author'], status: beforeFiling, rule: 'PR5' },
  'proposal.support': { who: ['representative', 'member'], never: ['author'], status: underWay, rule: 'PR6' },
  'proposal.unsupport': { who: ['representative', 'member'], never: ['author'], status: underWay, rule: 'PR6' },
  'proposal.invite-cosigner': { who: ['author'], status: beforeFiling, rule: 'PR7' },
  'proposal.cosign': { who: ['invited'], status: beforeFiling, rule: 'PR8' },
  'proposal.decline-cosign': { who: ['invited'], status: beforeFiling, rule: 'PR8' },
  'proposal.leave-cosign': { who: ['signed'], status: beforeFiling, rule: 'PR14' },
  'proposal.return': { who: ['moderator'], never: own, status: ['submitted'], rule: 'PR10' },
  'proposal.decline': { who: ['moderator'], never: own, status: ['submitted'], rule: 'PR11' },
  'proposal.file': { who: ['moderator'], never: own, status: ['submitted'], rule: 'PR12' },
  'proposal.merge': { who: ['moderator'], never: own, status: ['submitted', 'filed'], rule: 'PR15' },
  'proposal.unmerge': { who: ['moderator'], status: ['merged'], rule: 'PR16' },
  'proposal.assign': { who: ['moderator'], status: ['filed', 'assigned', 'handling'], rule: 'PR17' },
  'proposal.accept-assignment': { who: ['lead-unit'], status: ['assigned'], rule: 'PR18' },
  'proposal.refuse-assignment': { who: ['lead-unit'], status: ['assigned'], rule: 'PR19' },
  'proposal.assist': { who: ['assisting-unit'], status: ['assigned', 'handling'], rule: 'PR20' },
  'proposal.answer': { who: ['lead-unit'], status: ['handling'], rule: 'PR21' },
  'proposal.release-answer': { who: ['moderator'], status: ['handling'], rule: 'PR22' },
  'proposal.return-answer': { who: ['moderator'], status: ['handling'], rule: 'PR23' },
  'proposal.evaluate': { who: ['author', 'signed', 'merged-author'], status: ['answered'], rule: 'PR24' },
  'proposal.rehandle': { who: ['moderator'], never: own, status: ['answered'], rule: 'PR25' },
  'proposal.close': { who: ['moderator'], never: own, status: ['answered'], rule: 'PR26' },
  'proposal.look-back': { who: ['moderator'], never: own, status: ['answered', 'closed'], rule: 'PR27' },
}
