import { accept, reject, type Context } from '../matter/decision.ts'
import { SUPERVISION_RULES } from '../clock/supervision-rules.ts'
import { clockOf, escalationGrounds, nextLevel, runningThreadClocks } from './clocks.ts'
import { onRunning, type Data, type SupervisionAnswer as Answer } from './decide-types.ts'
import type { SupervisionState } from './state.ts'

/** Reminds a unit of a commitment 催办; while the time to heed one runs there is no other. */
export function remind(state: SupervisionState, data: Data<'supervision.remind'>, { at, book }: Context): Answer {
  return onRunning(state, data.commitment, ({ id }) => {
    const heed = clockOf(runningThreadClocks(state, at, book), SUPERVISION_RULES.heed, id)
    if (heed && at <= heed.due)
      return reject('conflict', 'reminded-already', 'the time to answer a reminder runs', {
        until: heed.due,
        rule: 'SP9',
      })
    return accept({ type: 'supervision.reminded', data })
  })
}

/** Takes a thread to the next level of regions, where a rule allows it: the event says which, and for what. */
export function escalate(state: SupervisionState, data: Data<'supervision.escalate'>, { at, book }: Context): Answer {
  const next = nextLevel(state)
  if (!next) return reject('conflict', 'at-the-top', 'there is no higher level', { rule: 'SP10' })
  if (next.level !== data.to)
    return reject('conflict', 'not-the-next-level', 'it goes up one level at a time', {
      next: next.level,
      rule: 'SP10',
    })
  const [ground] = escalationGrounds(state, runningThreadClocks(state, at, book))
  if (!ground || ground.from > at)
    return reject('conflict', 'no-ground', 'no rule allows it yet', {
      ...(ground ? { until: ground.from } : {}),
      rule: 'SP10',
    })
  const { commitment, rule } = ground
  return accept({ type: 'supervision.escalated', data: { ...data, region: next.region, rule, commitment } })
}
