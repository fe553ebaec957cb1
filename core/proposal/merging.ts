import { acceptWith, reject, type Context, type FollowUp } from '../matter/decision.ts'
import type { Data, ProposalAnswer } from './decide-types.ts'
import { currentVersion, type ProposalState, type ProposalStatus } from './state.ts'

const OPEN_TO_MERGE: readonly string[] = ['submitted', 'filed', 'assigned', 'handling'] satisfies ProposalStatus[]

/** True while others can be merged into a proposal of this status. */
export const isOpenToMerge = (status: string) => OPEN_TO_MERGE.includes(status)

/** Merges this proposal into a lead; the lead is told, and keeps the trace, by a command of the server. */
export function merge(
  state: ProposalState,
  { into }: Data<'proposal.merge'>,
  { related, actor }: Context,
): ProposalAnswer {
  const lead = related(into)
  if (!lead || lead.kind !== 'proposal')
    return reject('not-found', 'unknown-matter', 'no such proposal', { matter: into })
  if (into === state.id)
    return reject('conflict', 'itself', 'a proposal cannot be merged into itself', { rule: 'PR15' })
  if (!isOpenToMerge(lead.status))
    return reject('conflict', 'lead-status', 'the lead is answered or at an end', { status: lead.status, rule: 'PR15' })
  if (state.absorbed.length > 0)
    return reject('conflict', 'has-merged', 'others are merged into this one: unmerge them first', { rule: 'PR15' })
  if (lead.open !== state.open)
    return reject('conflict', 'openness', 'one of the two is not open: its text would be read by others', {
      rule: 'PR32',
    })
  const { title, suggestions } = currentVersion(state)
  const { informants } = state
  const trace = { from: state.id, title, author: state.author, suggestions, by: actor.id }
  const signers = state.cosigners.filter(({ status }) => status === 'signed').map(({ account }) => account)
  const data = {
    ...trace,
    ...(signers.length > 0 ? { signers } : {}),
    ...(informants.length > 0 ? { informants } : {}),
  }
  return acceptWith(
    { type: 'proposal.merged', data: { into, title: lead.title } },
    { followUps: [{ matter: into, type: 'proposal.absorb', data }] },
  )
}

/** Takes a merge back: this proposal is what it was before, while it has not been answered with its lead. */
export function unmerge(
  state: ProposalState,
  data: Data<'proposal.unmerge'>,
  { related, actor }: Context,
): ProposalAnswer {
  const into = state.merged?.into ?? ''
  const lead = related(into)
  if (lead?.answeredFor.includes(state.id))
    return reject('conflict', 'lead-answered', 'the lead was answered already', { status: lead.status, rule: 'PR16' })
  return acceptWith(
    { type: 'proposal.unmerged', data },
    { followUps: [{ matter: into, type: 'proposal.release-absorbed', data: { from: state.id, by: actor.id } }] },
  )
}

/** What a lead that comes to its end unanswered brings to those merged into it: each stands by itself again. */
export function lettingGo({
  id,
  absorbed,
}: Pick<ProposalState, 'id'> & { absorbed: { matter: string }[] }): FollowUp[] {
  return absorbed.map(({ matter }) => ({ matter, type: 'proposal.let-go', data: { lead: id } }))
}
