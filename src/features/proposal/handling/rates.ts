import type { ProposalState } from '../../../../core/proposal/state.ts'

/** What is said of one answer, and beside it what the answer does: never the one without the other. */
export interface Rates {
  /** People who have evaluated, and how many of them are satisfied with the attitude and agree with the result. */
  heard: number
  satisfied: number
  agreed: number
  /** Items of the answer, and how many are class A. */
  items: number
  classA: number
  /** Class-B promises, how many have been looked back upon, and how many of these were kept at the latest look-back. */
  promises: number
  lookedBack: number
  kept: number
}

/** The rates of one round, counted from 0; throws when there is none. */
export function ratesOf(state: ProposalState, index: number): Rates {
  const round = state.rounds[index]
  if (!round) throw new Error(`proposal ${state.id} has no round ${index}`)
  const promises = round.items.filter((item) => item.class === 'B')
  const until = state.rounds[index + 1]?.releasedAt ?? Infinity
  const verdicts = promises.flatMap(({ suggestion }) => {
    const latest = state.lookBacks.findLast(
      (look) => look.suggestion === suggestion && look.at >= round.releasedAt && look.at < until,
    )
    return latest ? [latest.verdict] : []
  })
  return {
    heard: round.evaluations.length,
    satisfied: round.evaluations.filter(({ attitude }) => attitude === 'satisfied').length,
    agreed: round.evaluations.filter(({ result }) => result === 'agree').length,
    items: round.items.length,
    classA: round.items.filter((item) => item.class === 'A').length,
    promises: promises.length,
    lookedBack: verdicts.length,
    kept: verdicts.filter((verdict) => verdict === 'done').length,
  }
}
