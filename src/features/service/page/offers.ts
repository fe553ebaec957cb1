import type { ClockBook } from '../../../../core/clock/book.ts'
import { SERVICE_RULES } from '../../../../core/clock/service-rules.ts'
import { hasRole, type Account } from '../../../../core/people/roles.ts'
import { runningServiceClocks } from '../../../../core/service/needs.ts'
import { publishable } from '../../../../core/service/publishing.ts'
import { latestDraft, standingAppointment, type ServiceState } from '../../../../core/service/state.ts'
import type { Verdict } from '../../matter/allowed.ts'
import type { Offer } from '../../matter/offer.ts'

export const HELP_ACTIONS = [
  'claim',
  'refuse',
  'agree',
  'resolve',
  'propose',
  'move',
  'cancel',
  'calendar',
  'handBack',
  'rate',
  'reopen',
  'withdraw',
  'offer',
  'send',
  'close',
  'draft',
  'consent',
  'decline',
  'publish',
  'lock',
  'unlock',
] as const
export type HelpAction = (typeof HELP_ACTIONS)[number]

/** Who looks at a request, and when (ms UTC). */
export interface Scene {
  state: ServiceState
  me: Account
  now: number
  book: ClockBook
}

type Allowed = (type: Parameters<Verdict>[0]) => boolean
type Offers = (Offer<HelpAction> | false)[]

/** What the reader can do with a request now, in the order in which it is offered. */
export function offersFor(scene: Scene, may: Verdict): Offer<HelpAction>[] {
  const allowed: Allowed = (type) => may(type) === undefined
  const offers = [
    ...claiming(scene, allowed),
    ...helping(scene, allowed),
    ...rating(allowed),
    ...keeping(scene, allowed),
    ...publishing(scene, allowed),
  ]
  const order = ['first', 'plain', 'rest']
  return offers.filter((offer) => offer !== false).sort((a, b) => order.indexOf(a.rank) - order.indexOf(b.rank))
}

function claiming({ state, now, book }: Scene, allowed: Allowed): Offers {
  const asked = state.sent !== undefined || state.offered.length > 0
  const claim = runningServiceClocks(state, now, book).find(({ rule }) => rule.id === SERVICE_RULES.claim.id)
  const wanting = !asked || (claim !== undefined && claim.due < now)
  return [
    allowed('service.claim') && { action: 'claim', rank: 'first', icon: 'hand' },
    allowed('service.refuse') && { action: 'refuse', rank: 'plain', icon: 'reply' },
    allowed('service.offer') && { action: 'offer', rank: wanting ? 'first' : 'plain', icon: 'people' },
    allowed('service.send') && { action: 'send', rank: 'plain', icon: 'send' },
  ]
}

function helping({ state, me, now }: Scene, allowed: Allowed): Offers {
  const standing = standingAppointment(state)
  const ahead = standing !== undefined && standing.startsAt > now
  const others = standing !== undefined && (standing.by === state.author) !== (me.id === state.author)
  return [
    ahead &&
      others &&
      !standing.accepted &&
      allowed('appointment.accept') && { action: 'agree', rank: 'first', icon: 'calendar' },
    allowed('service.resolve') && { action: 'resolve', rank: 'first', icon: 'write' },
    standing?.accepted !== undefined && { action: 'calendar', rank: ahead ? 'plain' : 'rest', icon: 'download' },
    allowed('appointment.propose') &&
      (ahead
        ? { action: 'move', rank: 'plain', icon: 'clock' }
        : { action: 'propose', rank: 'plain', icon: 'calendar' }),
    ahead && allowed('appointment.cancel') && { action: 'cancel', rank: 'rest', icon: 'minus' },
    allowed('service.hand-back') && { action: 'handBack', rank: 'rest', icon: 'back' },
  ]
}

function rating(allowed: Allowed): Offers {
  return [
    allowed('service.rate') && { action: 'rate', rank: 'first', icon: 'star' },
    allowed('service.reopen') && { action: 'reopen', rank: 'plain', icon: 'retry' },
    allowed('service.withdraw') && { action: 'withdraw', rank: 'rest', icon: 'minus' },
  ]
}

function keeping({ state, now, book }: Scene, allowed: Allowed): Offers {
  const rate = runningServiceClocks(state, now, book).find(({ rule }) => rule.id === SERVICE_RULES.rate.id)
  const late = state.status === 'resolved' && rate !== undefined && rate.due < now
  // before anybody has claimed it nobody talks in it
  const talks = state.status !== 'open'
  return [
    allowed('service.close') && { action: 'close', rank: late ? 'first' : 'rest', icon: 'check' },
    talks && !state.lock && allowed('matter.lock') && { action: 'lock', rank: 'rest', icon: 'lock' },
    state.lock !== undefined && allowed('matter.unlock') && { action: 'unlock', rank: 'rest', icon: 'lock' },
  ]
}

function publishing({ state, me }: Scene, allowed: Allowed): Offers {
  const last = latestDraft(state)
  const standing = last !== undefined && !last.declined
  return [
    standing &&
      !last.consented &&
      !last.published &&
      allowed('publication.consent') && { action: 'consent', rank: 'first', icon: 'shield' },
    hasRole(me, 'moderator') &&
      publishable(state) !== undefined && { action: 'publish', rank: 'first', icon: 'document' },
    state.answer !== undefined &&
      !(standing && last.published) &&
      allowed('publication.draft') && { action: 'draft', rank: standing ? 'rest' : 'plain', icon: 'document' },
    standing &&
      (last.consented !== undefined || last.published !== undefined) &&
      allowed('publication.decline') && { action: 'decline', rank: 'rest', icon: 'eye-off' },
  ]
}
