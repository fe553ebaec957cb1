import type { Relation } from '../people/permission.ts'
import { hasRole, type Account } from '../people/roles.ts'
import type { Cosigner, ProposalState } from './state.ts'

/** True while an invitation waits for its answer, at a time in ms UTC. */
export function isPending(cosigner: Cosigner, at: number): boolean {
  return cosigner.status === 'invited' && cosigner.expiresAt > at
}

/** What an account is to a proposal at a time in ms UTC. */
export function proposalRelations(state: ProposalState, account: string, at: number): Set<Relation> {
  const relations = new Set<Relation>()
  if (state.author === account) relations.add('author')
  const cosigner = state.cosigners.find((candidate) => candidate.account === account)
  if (cosigner?.status === 'signed') relations.add('signed')
  if (cosigner && isPending(cosigner, at)) relations.add('invited')
  return relations
}

/** Accounts that a proposal concerns by name: they may always read it, and are told of its turns. */
export function concerned(state: ProposalState): string[] {
  return [...new Set([state.author, ...state.cosigners.map((cosigner) => cosigner.account), ...state.supporters])]
}

/** Whether an account may read a proposal: everyone if it is open, else those it concerns and the moderators. */
export function maySeeProposal(state: ProposalState, account: Account): boolean {
  return state.open || hasRole(account, 'moderator') || concerned(state).includes(account.id)
}
