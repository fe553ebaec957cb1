import type { ClockBook } from '../clock/book.ts'
import { CLOCK_RULES, LOOK_BACK_DAYS } from '../clock/rules.ts'
import { endOf } from '../clock/span.ts'
import { attach } from '../matter/attach.ts'
import { accept, reject, type Context } from '../matter/decision.ts'
import { latestClock } from './clocks.ts'
import type { Data, ProposalAnswer } from './decide-types.ts'
import { evaluators } from './relations.ts'
import { supervisionOf, type AnswerRound, type ProposalState } from './state.ts'

/** The round that is being evaluated; throws when none was released. */
export function round(state: ProposalState): AnswerRound {
  const latest = state.rounds.at(-1)
  if (!latest) throw new Error(`proposal ${state.id} has no released answer`)
  return latest
}

/** Until when those asked evaluate a round, in ms UTC. */
export function evaluationEnds(state: ProposalState, book: ClockBook): number {
  return latestClock(state, CLOCK_RULES.evaluate, book)?.due ?? round(state).releasedAt
}

/** Accounts that have been asked about the latest round and have not said anything. */
export function unheard(state: ProposalState): string[] {
  const heard = new Set(round(state).evaluations.map(({ account }) => account))
  return evaluators(state).filter((account) => !heard.has(account))
}

/** True when somebody disagrees with the result of the first round: it is handled again before it can be closed. */
export function mustRehandle(state: ProposalState): boolean {
  return state.rounds.length === 1 && round(state).evaluations.some(({ result }) => result === 'disagree')
}

/** Takes what somebody asked says of the latest round; their last word counts. */
export function evaluate(state: ProposalState, { round: read, ...said }: Data<'proposal.evaluate'>): ProposalAnswer {
  if (isOther(state, read)) return otherRound()
  return accept({ type: 'proposal.evaluated', data: said })
}

const isOther = ({ rounds }: ProposalState, read: number | undefined) =>
  read !== undefined && read !== rounds.length - 1
const otherRound = () =>
  reject('stale', 'answer-changed', 'another answer was released since it was read', { rule: 'PR33' })

/** Begins another round, with the time that the rule gives for an answer; a later due date stays. */
export function rehandle(
  state: ProposalState,
  { reason, round: read }: Data<'proposal.rehandle'>,
  { at, book }: Context,
): ProposalAnswer {
  if (isOther(state, read)) return otherRound()
  const { length } = book.inForce(CLOCK_RULES.answer, at)
  const due = Math.max(endOf(at, length, book.calendar), state.assignment?.due ?? 0)
  return accept({ type: 'proposal.rehandled', data: { reason, due } })
}

/** Closes the proposal when everyone asked has spoken or the time for it is over. */
export function close(state: ProposalState, { at, book }: Context): ProposalAnswer {
  const silent = unheard(state)
  const until = evaluationEnds(state, book)
  if (silent.length > 0 && at <= until)
    return reject('conflict', 'not-everyone-asked', 'not everyone asked has spoken, and their time runs', {
      accounts: silent,
      until,
      rule: 'PR26',
    })
  if (mustRehandle(state))
    return reject('conflict', 'disagreed', 'somebody disagrees: it must be handled again', { rule: 'PR26' })
  return accept({ type: 'proposal.closed', data: {} })
}

/** A time at which a promise comes back, in ms UTC, `after` 90, 180 or 365 days. */
export interface LookBackSlot {
  suggestion: number
  after: number
  at: number
}

/**
 * The look-backs upon class-B promises of the latest round that have not been made, in the order of their times. What is
 * under supervision is looked back upon there.
 */
export function openLookBacks(state: ProposalState): LookBackSlot[] {
  const latest = state.rounds.at(-1)
  if (!latest || (state.status !== 'answered' && state.status !== 'closed')) return []
  const made = new Set(
    state.lookBacks
      .filter(({ at }) => at >= latest.releasedAt)
      .map(({ suggestion, after }) => `${suggestion} ${after}`),
  )
  return latest.items
    .filter((item) => item.class === 'B' && supervisionOf(state, item.suggestion) === undefined)
    .flatMap(({ suggestion }) =>
      LOOK_BACK_DAYS.map((after) => ({ suggestion, after, at: endOf(latest.releasedAt, { days: after }) })),
    )
    .filter(({ suggestion, after }) => !made.has(`${suggestion} ${after}`))
    .sort((a, b) => a.at - b.at)
}

/** Records what a look-back upon a class-B promise found; made early, it leaves the due one waiting. */
export function lookBack(state: ProposalState, data: Data<'proposal.look-back'>, context: Context): ProposalAnswer {
  const { at } = context
  const item = round(state).items.find(({ suggestion }) => suggestion === data.suggestion)
  if (item?.class !== 'B')
    return reject('conflict', 'no-promise', 'only class-B answers are looked back upon', { rule: 'PR27' })
  const supervision = supervisionOf(state, data.suggestion)
  if (supervision !== undefined)
    return reject('conflict', 'under-supervision', 'it is looked back upon in its thread', {
      matter: supervision,
      rule: 'SP16',
    })
  const slot = openLookBacks(state).find((open) => open.suggestion === data.suggestion && open.at <= at)
  const { attachments, ...found } = data
  const attached = attach(attachments, context)
  if (!attached.ok) return attached
  const after = slot ? { after: slot.after } : {}
  return accept({ type: 'proposal.looked-back', data: { ...found, ...attached.files, ...after } })
}
