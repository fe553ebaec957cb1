import type { ProposalCommandType } from '../proposal/commands.ts'
import type { Permission } from './permission.ts'

const beforeFiling = ['submitted', 'returned'] as const
const underWay = ['submitted', 'returned', 'filed', 'assigned', 'handling', 'answered'] as const

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
  'proposal.return': { who: ['moderator'], never: ['author', 'signed'], status: ['submitted'], rule: 'PR10' },
  'proposal.decline': { who: ['moderator'], never: ['author', 'signed'], status: ['submitted'], rule: 'PR11' },
  'proposal.file': { who: ['moderator'], never: ['author', 'signed'], status: ['submitted'], rule: 'PR12' },
}
