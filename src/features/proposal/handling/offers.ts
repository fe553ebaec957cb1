import { evaluationEnds, mustRehandle, openLookBacks, unheard } from '../../../../core/proposal/follow-through.ts'
import { refusalEnds } from '../../../../core/proposal/handling.ts'
import type { Account } from '../../../../core/people/roles.ts'
import { supervisionOf, type ProposalState } from '../../../../core/proposal/state.ts'
import type { Verdict } from '../../matter/allowed.ts'
import type { Offer } from '../../matter/offer.ts'
import { silentUnits } from './next-step.ts'
import type { ClockBook } from '../../../../core/clock/book.ts'

export const HANDLING_ACTIONS = [
  'leaveCosign',
  'merge',
  'unmerge',
  'assign',
  'reassign',
  'accept',
  'refuse',
  'assist',
  'answer',
  'answerAgain',
  'review',
  'release',
  'returnAnswer',
  'evaluate',
  'evaluateAgain',
  'rehandle',
  'close',
  'lookBack',
] as const
export type HandlingAction = (typeof HANDLING_ACTIONS)[number]

/**
 * What the reader can do from filing on, in the order in which it is offered; `first` is what this person is here for.
 * `now` in ms UTC. Release and return stand where the answer is reviewed (`review` leads there).
 */
export function handlingOffers(
  state: ProposalState,
  me: Account,
  may: Verdict,
  now: number,
  book: ClockBook,
): Offer<HandlingAction>[] {
  const allowed = (type: Parameters<Verdict>[0]) => may(type) === undefined
  const { assignment, held } = state
  const waits = held !== undefined && !held.returned
  const offers: (Offer<HandlingAction> | false | undefined)[] = [
    allowed('proposal.assign') && !waits
      ? state.status === 'filed'
        ? { action: 'assign', rank: 'first', icon: 'send' }
        : { action: 'reassign', rank: 'rest', icon: 'send' }
      : undefined,
    allowed('proposal.accept-assignment') && { action: 'accept', rank: 'first', icon: 'check' },
    allowed('proposal.refuse-assignment') &&
      assignment !== undefined &&
      now <= refusalEnds(state, book) && { action: 'refuse', rank: 'plain', icon: 'reply' },
    allowed('proposal.answer') &&
      (waits
        ? { action: 'answerAgain', rank: 'rest', icon: 'write' }
        : { action: held ? 'answerAgain' : 'answer', rank: 'first', icon: 'write' }),
    allowed('proposal.assist') &&
      assignment !== undefined && {
        action: 'assist',
        rank: silentUnits(state, assignment).includes(me.unit ?? '') ? 'first' : 'rest',
        icon: 'message',
      },
    allowed('proposal.release-answer') && waits && { action: 'review', rank: 'first', icon: 'shield' },
    ...afterAnswer(state, me, allowed, now, book),
    allowed('proposal.merge') && state.absorbed.length === 0 && { action: 'merge', rank: 'plain', icon: 'merge' },
    allowed('proposal.unmerge') && state.passedOn === undefined && { action: 'unmerge', rank: 'plain', icon: 'split' },
    allowed('proposal.leave-cosign') && { action: 'leaveCosign', rank: 'rest', icon: 'sign-out' },
  ]
  return offers.filter((offer) => offer !== undefined && offer !== false)
}

function afterAnswer(
  state: ProposalState,
  me: Account,
  allowed: (type: Parameters<Verdict>[0]) => boolean,
  now: number,
  book: ClockBook,
): (Offer<HandlingAction> | false)[] {
  const latest = state.rounds.at(-1)
  if (!latest) return []
  const spoken = latest.evaluations.some(({ account }) => account === me.id)
  const must = mustRehandle(state)
  const ready = !must && (unheard(state).length === 0 || now > evaluationEnds(state, book))
  // what is under supervision is looked back upon there
  const promises = latest.items.some(
    (item) => item.class === 'B' && supervisionOf(state, item.suggestion) === undefined,
  )
  const due = openLookBacks(state).some(({ at }) => at <= now)
  return [
    allowed('proposal.evaluate') &&
      (spoken
        ? { action: 'evaluateAgain', rank: 'rest', icon: 'thumb' }
        : { action: 'evaluate', rank: 'first', icon: 'thumb' }),
    allowed('proposal.rehandle') && { action: 'rehandle', rank: must ? 'first' : 'plain', icon: 'retry' },
    allowed('proposal.close') && { action: 'close', rank: ready ? 'first' : 'plain', icon: 'check' },
    allowed('proposal.look-back') && promises && { action: 'lookBack', rank: due ? 'first' : 'rest', icon: 'history' },
  ]
}

/** True for an action from filing on. */
export function isHandling(action: string): action is HandlingAction {
  return (HANDLING_ACTIONS as readonly string[]).includes(action)
}
