import { LOOK_BACK_DAYS } from '../../../../core/clock/rules.ts'
import { endOf } from '../../../../core/clock/span.ts'
import type { LookBack, ProposalState } from '../../../../core/proposal/state.ts'

/** One of the three times at which a promise comes back. `at` in ms UTC. */
export interface Slot {
  after: number
  at: number
  done?: LookBack
}

/** A class-B promise of one round, with its look-backs. `suggestion` is an index; times in ms UTC. */
export interface PromiseLine {
  suggestion: number
  text: string
  owner: string
  due: number
  slots: Slot[]
  /** Made in between, beside the three. */
  extra: LookBack[]
}

/** The promises of a round, counted from 0, each with its look-backs while that answer stood. */
export function promisesOf(state: ProposalState, index: number): PromiseLine[] {
  const round = state.rounds[index]
  if (!round) return []
  const until = state.rounds[index + 1]?.releasedAt ?? Infinity
  const made = state.lookBacks.filter(({ at }) => at >= round.releasedAt && at < until)
  return round.items.flatMap(({ suggestion, text, promise }) => {
    if (!promise) return []
    const own = made.filter((look) => look.suggestion === suggestion)
    const slots = LOOK_BACK_DAYS.map((after) => {
      const done = own.find((look) => look.after === after)
      return { after, at: endOf(round.releasedAt, { days: after }), ...(done ? { done } : {}) }
    })
    return [
      {
        suggestion,
        text,
        owner: promise.owner,
        due: promise.due,
        slots,
        extra: own.filter(({ after }) => after === undefined),
      },
    ]
  })
}
