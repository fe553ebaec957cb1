import { unheard } from '../../../../core/consultation/minutes.ts'
import { minutesDue } from '../../../../core/consultation/clocks.ts'
import { reviewDue, type ConsultationState } from '../../../../core/consultation/state.ts'
import type { Account } from '../../../../core/people/roles.ts'
import type { Verdict } from '../../matter/allowed.ts'
import type { Offer } from '../../matter/offer.ts'
import type { ClockBook } from '../../../../core/clock/book.ts'

export const SESSION_ACTIONS = [
  'enter',
  'accept',
  'excuse',
  'open',
  'invite',
  'papers',
  'revise',
  'outcome',
  'publish',
  'review',
  'minutes',
  'confirm',
  'object',
  'settle',
  'calendar',
  'screen',
  'postpone',
  'cancel',
  'lock',
  'unlock',
] as const
export type SessionAction = (typeof SESSION_ACTIONS)[number]

/** What the reader can do with a session now (ms UTC), in the order in which it is offered. */
export function offersFor(
  state: ConsultationState,
  me: Account,
  may: Verdict,
  now: number,
  book: ClockBook,
): Offer<SessionAction>[] {
  if (state.cancelled) return []
  const allowed = (type: Parameters<Verdict>[0]) => may(type) === undefined
  const offers = [
    ...before(state, me, allowed, now),
    ...during(state, allowed),
    ...after(state, me, allowed, now, book),
  ]
  const order = ['first', 'plain', 'rest']
  return offers.filter((offer) => offer !== false).sort((a, b) => order.indexOf(a.rank) - order.indexOf(b.rank))
}

type Allowed = (type: Parameters<Verdict>[0]) => boolean

function before(
  state: ConsultationState,
  me: Account,
  allowed: Allowed,
  now: number,
): (Offer<SessionAction> | false)[] {
  const own = state.invitations[me.id]
  const asked = own !== undefined && own.answer === undefined
  const came = state.attendance[me.id] !== undefined
  const uninvited = state.accounts.some((account) => !state.invitations[account])
  const preparing = state.status === 'preparing'
  return [
    allowed('attendance.accept') &&
      own?.answer !== 'coming' && { action: 'accept', rank: asked ? 'first' : 'plain', icon: 'check' },
    allowed('attendance.excuse') &&
      own?.answer !== 'excused' &&
      !came && { action: 'excuse', rank: asked ? 'plain' : 'rest', icon: 'reply' },
    allowed('consultation.open') && { action: 'open', rank: now >= state.startsAt ? 'first' : 'plain', icon: 'play' },
    allowed('consultation.invite') &&
      uninvited && { action: 'invite', rank: preparing ? 'first' : 'plain', icon: 'people' },
    allowed('consultation.revise') && { action: 'revise', rank: 'plain', icon: 'write' },
    allowed('consultation.revise') &&
      state.materials.length === 0 && { action: 'papers', rank: 'rest', icon: 'attach' },
    preparing && { action: 'calendar', rank: own?.answer === 'coming' ? 'plain' : 'rest', icon: 'calendar' },
    allowed('consultation.postpone') && { action: 'postpone', rank: 'rest', icon: 'clock' },
    allowed('consultation.cancel') && { action: 'cancel', rank: 'rest', icon: 'trash' },
  ]
}

function during({ status, lock }: ConsultationState, allowed: Allowed): (Offer<SessionAction> | false)[] {
  const sitting = status === 'open' || status === 'paused'
  return [
    sitting && { action: 'enter', rank: 'first', icon: 'hall' },
    (sitting || status === 'preparing') && { action: 'screen', rank: 'rest', icon: 'screen' },
    allowed('outcome.draft') && status !== 'concluded' && { action: 'outcome', rank: 'rest', icon: 'write' },
    !lock && allowed('matter.lock') && { action: 'lock', rank: 'rest', icon: 'lock' },
    lock !== undefined && allowed('matter.unlock') && { action: 'unlock', rank: 'rest', icon: 'lock' },
  ]
}

function after(
  state: ConsultationState,
  me: Account,
  allowed: Allowed,
  now: number,
  book: ClockBook,
): (Offer<SessionAction> | false)[] {
  const { minutes } = state
  const review = reviewDue(state)
  const came = state.attendance[me.id] !== undefined
  const waits = minutes !== undefined && !minutes.settled
  const asked = came && unheard(state).includes(me.id)
  const until = minutesDue(state, book)
  const over = until !== undefined && now > until
  const ready = over || (unheard(state).length === 0 && minutes?.objections.length === 0)
  return [
    state.status === 'concluded' &&
      allowed('outcome.draft') && { action: 'outcome', rank: state.draft ? 'plain' : 'first', icon: 'write' },
    allowed('consultation.publish') && state.draft !== undefined && { action: 'publish', rank: 'first', icon: 'send' },
    allowed('consultation.review') &&
      review !== undefined && { action: 'review', rank: review <= now ? 'first' : 'rest', icon: 'history' },
    allowed('minutes.propose') &&
      !minutes?.settled && { action: 'minutes', rank: minutes ? 'rest' : 'plain', icon: 'document' },
    allowed('minutes.confirm') &&
      waits &&
      came &&
      !minutes.confirmed.includes(me.id) && { action: 'confirm', rank: asked ? 'first' : 'plain', icon: 'check' },
    allowed('minutes.object') && waits && came && { action: 'object', rank: asked ? 'plain' : 'rest', icon: 'write' },
    allowed('minutes.settle') && waits && { action: 'settle', rank: ready ? 'first' : 'rest', icon: 'shield' },
  ]
}
