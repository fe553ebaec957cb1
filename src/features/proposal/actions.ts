import type { ProposalState } from '../../../core/proposal/state.ts'
import type { Account } from '../../../core/people/roles.ts'
import type { Verdict } from '../matter/allowed.ts'
import type { Offer } from '../matter/offer.ts'
import { handlingOffers, type HandlingAction } from './handling/offers.ts'
import type { ClockBook } from '../../../core/clock/book.ts'

export type ProposalAction =
  | HandlingAction
  | 'cosign'
  | 'declineCosign'
  | 'revise'
  | 'file'
  | 'return'
  | 'decline'
  | 'invite'
  | 'support'
  | 'unsupport'
  | 'withdraw'
  | 'lock'
  | 'unlock'
  | 'slow'
  | 'slowOff'

/** What the reader can do with a proposal now (ms UTC), in the order in which it is offered. */
export function offersFor(
  state: ProposalState,
  account: Account,
  may: Verdict,
  now: number,
  book: ClockBook,
): Offer<ProposalAction>[] {
  const me = account.id
  const allowed = (type: Parameters<Verdict>[0]) => may(type) === undefined
  const supports = state.supporters.includes(me)
  const returned = state.status === 'returned'
  const offers: (Offer<ProposalAction> | false)[] = [
    allowed('proposal.cosign') && { action: 'cosign', rank: 'first', icon: 'sign' },
    allowed('proposal.decline-cosign') && { action: 'declineCosign', rank: 'plain', icon: 'close' },
    allowed('proposal.revise') && { action: 'revise', rank: returned ? 'first' : 'plain', icon: 'write' },
    allowed('proposal.file') && { action: 'file', rank: 'first', icon: 'check' },
    allowed('proposal.return') && { action: 'return', rank: 'plain', icon: 'reply' },
    allowed('proposal.decline') && { action: 'decline', rank: 'plain', icon: 'minus' },
    allowed('proposal.invite-cosigner') && { action: 'invite', rank: returned ? 'rest' : 'plain', icon: 'people' },
    !supports && allowed('proposal.support') && { action: 'support', rank: 'plain', icon: 'thumb' },
    supports && allowed('proposal.unsupport') && { action: 'unsupport', rank: 'plain', icon: 'thumb' },
    !state.lock && allowed('matter.lock') && { action: 'lock', rank: 'rest', icon: 'lock' },
    state.lock !== undefined && allowed('matter.unlock') && { action: 'unlock', rank: 'rest', icon: 'lock' },
    !state.slow && allowed('matter.slow') && { action: 'slow', rank: 'rest', icon: 'slow' },
    state.slow !== undefined && allowed('matter.slow') && { action: 'slowOff', rank: 'rest', icon: 'slow' },
    allowed('proposal.withdraw') && { action: 'withdraw', rank: 'rest', icon: 'trash' },
  ]
  const all = [...offers.filter((offer) => offer !== false), ...handlingOffers(state, account, may, now, book)]
  const order = ['first', 'plain', 'rest']
  return all.sort((a, b) => order.indexOf(a.rank) - order.indexOf(b.rank))
}
