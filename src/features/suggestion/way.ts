import type { SuggestionState } from '../../../core/suggestion/state.ts'

/** A step of a suggestion's way. `by` an account, `unit` where a unit did it. Times in ms UTC. */
export interface Step {
  stage: 'submit' | 'screen' | 'forward' | 'answer' | 'rate' | 'take-up'
  phase: 'done' | 'now' | 'ended' | 'ahead'
  by?: string
  unit?: string
  at?: number
}

/** What was done, what is being waited for, and what lies ahead, in order. */
export function wayOf(state: SuggestionState): Step[] {
  const { author, createdAt, forwarding, declined, answer, rating, takenUp, status } = state
  const first: Step = { stage: 'submit', phase: 'done', by: author, at: createdAt }
  const steps: Step[] = [first]
  if (declined) return [first, { stage: 'screen', phase: 'ended', by: declined.by, at: declined.at }]
  if (forwarding)
    steps.push({ stage: 'forward', phase: 'done', by: forwarding.by, unit: forwarding.unit, at: forwarding.at })
  if (answer) steps.push({ stage: 'answer', phase: 'done', by: answer.by, unit: answer.unit, at: answer.at })
  if (takenUp) return [...steps, { stage: 'take-up', phase: 'done', by: takenUp.by, at: takenUp.at }]
  if (rating) return [...steps, { stage: 'rate', phase: 'done', by: author, at: rating.at }]
  const ahead = (['screen', 'answer', 'rate'] as const).slice(
    status === 'submitted' ? 0 : status === 'forwarded' ? 1 : 2,
  )
  return [...steps, ...ahead.map((stage, i): Step => ({ stage, phase: i === 0 ? 'now' : 'ahead' }))]
}
