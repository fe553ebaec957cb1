import type { Waiting } from '../matter/task.ts'
import { isPending } from './relations.ts'
import type { ProposalState } from './state.ts'

/** Everything that waits for somebody in a proposal at a time in ms UTC. */
export function waitingProposal(state: ProposalState, at: number): Waiting[] {
  const { status } = state
  if (status !== 'submitted' && status !== 'returned') return []
  const waiting: Waiting[] = []
  for (const cosigner of state.cosigners)
    if (isPending(cosigner, at))
      waiting.push({
        kind: 'cosign',
        for: { account: cosigner.account },
        since: cosigner.invitedAt,
        until: cosigner.expiresAt,
      })
  const since = state.versions.at(-1)?.at ?? state.createdAt
  if (status === 'submitted') waiting.push({ kind: 'screen', for: { role: 'moderator' }, since })
  else waiting.push({ kind: 'revise', for: { account: state.author }, since: state.screening?.at ?? since })
  if (lacksMember(state) && !state.cosigners.some((cosigner) => isPending(cosigner, at)))
    waiting.push({ kind: 'find-cosigner', for: { account: state.author }, since })
  return waiting
}

/** True while a representative's proposal has no member's signature. */
export function lacksMember(state: ProposalState): boolean {
  return state.needsMember && !state.cosigners.some((cosigner) => cosigner.status === 'signed' && cosigner.member)
}
