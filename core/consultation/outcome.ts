import { accept, reject, type Context } from '../matter/decision.ts'
import type { Directory } from '../people/roles.ts'
import type { Outcome } from './commands.ts'
import type { ConsultationAnswer as Answer, Data } from './decide-types.ts'
import { reviewDue, type ConsultationState } from './state.ts'

const NONE: Outcome = { consensus: [], differences: [], followUps: [] }

/** Keeps a draft of the outcome; each follow-up has an owner (an account or a unit) and a date. */
export function draftOutcome(data: Data<'outcome.draft'>, { directory }: Context): Answer {
  return unknownOwner(data.followUps, directory) ?? accept({ type: 'outcome.drafted', data })
}

/** Publishes the outcome: in words, as points, or both, with an owner and a day for the review. */
export function publish(
  state: ConsultationState,
  { outcome, owner, reviewOn }: Data<'consultation.publish'>,
  { directory, at }: Context,
): Answer {
  const words = typeof outcome === 'string' ? { outcome } : {}
  const { consensus, differences, followUps } = typeof outcome === 'string' ? (state.draft ?? NONE) : outcome
  if (typeof outcome !== 'string' && consensus.length + differences.length + followUps.length === 0)
    return reject('invalid', 'no-outcome', 'an outcome says something', { rule: 'MC18' })
  if (reviewOn <= at) return reject('invalid', 'in-the-past', 'the review lies in the past', { rule: 'MC18' })
  const points = { consensus, differences, followUps }
  return (
    unknownOwner([{ owner }, ...followUps], directory) ??
    accept({ type: 'consultation.published', data: { ...words, ...points, owner, reviewOn } })
  )
}

/** Ties a proposal or supervision thread to the follow-up that it grew from; it must name this session as its origin. */
export function linkFollowUp(state: ConsultationState, data: Data<'outcome.link'>, { related }: Context): Answer {
  const matter = related(data.matter)
  if (!matter) return reject('not-found', 'unknown-matter', 'no such matter', { matter: data.matter })
  if (matter.origin !== state.id)
    return reject('conflict', 'not-from-here', 'it must name this session as its origin', { rule: 'MC19' })
  if (!state.published?.followUps[data.followUp])
    return reject('not-found', 'no-such-follow-up', 'no such follow-up', { rule: 'MC19' })
  if (state.links.some((link) => link.matter === data.matter && link.followUp === data.followUp)) return accept()
  const { kind, title } = matter
  return accept({ type: 'outcome.linked', data: { ...data, kind, title } })
}

/** Looks at the outcome again, and perhaps sets the next review. */
export function review(state: ConsultationState, data: Data<'consultation.review'>, { at }: Context): Answer {
  if (reviewDue(state) === undefined)
    return reject('conflict', 'no-review-due', 'no review is due any more', { rule: 'MC20' })
  if (data.next !== undefined && data.next <= at)
    return reject('invalid', 'in-the-past', 'the next review lies in the past', { rule: 'MC20' })
  return accept({ type: 'consultation.reviewed', data })
}

function unknownOwner(points: readonly { owner: string }[], { account, unit }: Directory) {
  for (const { owner } of points)
    if (!account(owner) && !unit(owner))
      return reject('not-found', 'unknown-owner', 'no such account or unit', { owner, rule: 'MC17' })
  return undefined
}
