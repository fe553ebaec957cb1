import type { Relation } from '../people/permission.ts'
import { hasRole, type Account } from '../people/roles.ts'
import type { Cosigner, ProposalState } from './state.ts'

/** True while an invitation waits for its answer, at a time in ms UTC. */
export function isPending(cosigner: Cosigner, at: number): boolean {
  return cosigner.status === 'invited' && cosigner.expiresAt > at
}

/** What an account is to a proposal at a time in ms UTC. */
export function proposalRelations(state: ProposalState, account: Account, at: number): Set<Relation> {
  const relations = new Set<Relation>()
  if (state.author === account.id) relations.add('author')
  const cosigner = state.cosigners.find((candidate) => candidate.account === account.id)
  if (cosigner?.status === 'signed') relations.add('signed')
  if (cosigner && isPending(cosigner, at)) relations.add('invited')
  if (mergedAuthors(state).includes(account.id)) relations.add('merged-author')
  if (hasRole(account, 'unit') && account.unit !== undefined && state.assignment) {
    if (state.assignment.lead === account.unit) relations.add('lead-unit')
    if (state.assignment.assisting.includes(account.unit)) relations.add('assisting-unit')
  }
  return relations
}

/** Accounts that a proposal concerns by name: they may always read it, and are told of its turns. */
export function concerned(state: ProposalState): string[] {
  const signers = state.cosigners.map((cosigner) => cosigner.account)
  const merged = [...mergedAuthors(state), ...state.absorbed.flatMap(({ informants = [] }) => informants)]
  return [...new Set([state.author, ...signers, ...state.supporters, ...state.informants, ...merged])]
}

/** Units that have or had a proposal in hand: their people may read it, and are told of its turns. */
export function unitsConcerned(state: ProposalState): string[] {
  return state.units ?? []
}

/** Whether an account may read a proposal: everyone if it is open, else those it concerns and the moderators. */
export function maySeeProposal(state: ProposalState, account: Account): boolean {
  if (state.open || hasRole(account, 'moderator') || concerned(state).includes(account.id)) return true
  return hasRole(account, 'unit') && account.unit !== undefined && unitsConcerned(state).includes(account.unit)
}

/** Whether an account may read an answer that is held before its release: its lead unit and the moderators. */
export function maySeeHeld(state: ProposalState, account: Account): boolean {
  return hasRole(account, 'moderator') || proposalRelations(state, account, 0).has('lead-unit')
}

/** Authors of merged proposals, and who had signed those. */
function mergedAuthors({ absorbed }: ProposalState): string[] {
  return absorbed.flatMap(({ author, signers = [] }) => [author, ...signers])
}

/** Who is asked what they say of an answer: the author, each signed co-signer, and both of every merged proposal. */
export function evaluators(state: ProposalState): string[] {
  const signed = state.cosigners.filter(({ status }) => status === 'signed').map(({ account }) => account)
  return [...new Set([state.author, ...signed, ...mergedAuthors(state)])]
}
