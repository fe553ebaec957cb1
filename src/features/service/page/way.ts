import type { ServiceState } from '../../../../core/service/state.ts'

/** A step of a request's way. `by` an account, `unit` where a unit did it or it was sent to one. Times in ms UTC. */
export interface Step {
  stage: 'post' | 'send' | 'claim' | 'answer' | 'rate' | 'end'
  phase: 'done' | 'now' | 'ended' | 'ahead'
  by?: string | undefined
  unit?: string | undefined
  at?: number
}

/** What was done, what is being waited for, and what lies ahead, in order. */
export function wayOf({ author, createdAt, sent, helper, answer, rating, ended, status }: ServiceState): Step[] {
  const steps: Step[] = [{ stage: 'post', phase: 'done', by: author, at: createdAt }]
  if (sent) steps.push({ stage: 'send', phase: 'done', by: sent.by, unit: sent.unit, at: sent.at })
  if (helper) steps.push({ stage: 'claim', phase: 'done', by: helper.account, unit: helper.unit, at: helper.at })
  // an answer that did not solve it stands in the record; here it is being helped again
  const answered = answer && status !== 'claimed' && status !== 'open' ? answer : undefined
  if (answered) steps.push({ stage: 'answer', phase: 'done', by: answered.by, unit: helper?.unit, at: answered.at })
  if (ended) return [...steps, { stage: 'end', phase: 'ended', by: ended.by, at: ended.at }]
  if (rating) return [...steps, { stage: 'rate', phase: 'done', by: author, at: rating.at }]
  const ahead = (['claim', 'answer', 'rate'] as const).slice(status === 'open' ? 0 : status === 'claimed' ? 1 : 2)
  return [...steps, ...ahead.map((stage, i): Step => ({ stage, phase: i === 0 ? 'now' : 'ahead' }))]
}
