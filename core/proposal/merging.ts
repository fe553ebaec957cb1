import { acceptWith, reject, type Context } from '../matter/decision.ts'
import type { Data, ProposalAnswer } from './decide-types.ts'
import { currentVersion, type ProposalState } from './state.ts'

const OPEN_TO_MERGE = ['submitted', 'filed', 'assigned', 'handling']

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
  if (!OPEN_TO_MERGE.includes(lead.status))
    return reject('conflict', 'lead-status', 'the lead is answered or at an end', { status: lead.status, rule: 'PR15' })
  if (state.absorbed.length > 0)
    return reject('conflict', 'has-merged', 'others are merged into this one: unmerge them first', { rule: 'PR15' })
  const { title, suggestions } = currentVersion(state)
  const trace = { from: state.id, title, author: state.author, suggestions, by: actor.id }
  return acceptWith(
    { type: 'proposal.merged', data: { into, title: lead.title } },
    { followUps: [{ matter: into, type: 'proposal.absorb', data: trace }] },
  )
}

/** Takes a merge back: this proposal is what it was before, while the lead has not been answered. */
export function unmerge(
  state: ProposalState,
  data: Data<'proposal.unmerge'>,
  { related, actor }: Context,
): ProposalAnswer {
  const into = state.merged?.into ?? ''
  const lead = related(into)
  if (lead && !OPEN_TO_MERGE.includes(lead.status))
    return reject('conflict', 'lead-answered', 'the lead was answered already', { status: lead.status, rule: 'PR16' })
  return acceptWith(
    { type: 'proposal.unmerged', data },
    { followUps: [{ matter: into, type: 'proposal.release-absorbed', data: { from: state.id, by: actor.id } }] },
  )
}
