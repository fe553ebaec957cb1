import { SUPERVISION_RULES } from '../../../../core/clock/supervision-rules.ts'
import { clockOf, runningThreadClocks } from '../../../../core/supervision/clocks.ts'
import { fallenBehind } from '../../../../core/supervision/closing.ts'
import { standing } from '../../../../core/supervision/state.ts'
import type { Verdict } from '../../matter/allowed.ts'
import type { Offer } from '../../matter/offer.ts'
import { aboutOf, closable, dueLookBacks, groundNow, type Scene } from './about.ts'

export const THREAD_ACTIONS = [
  'accept',
  'report',
  'claim',
  'extend',
  'verify',
  'rate',
  'lookBack',
  'decide',
  'remind',
  'escalate',
  'close',
  'reopen',
  'observe',
  'follow',
  'unfollow',
  'add',
  'amend',
  'drop',
  'appoint',
  'lock',
  'unlock',
] as const
export type ThreadAction = (typeof THREAD_ACTIONS)[number]

type Allowed = (type: Parameters<Verdict>[0]) => boolean
type Offers = (Offer<ThreadAction> | false)[]

/** What the reader can do with a thread now, in the order in which it is offered. */
export function offersFor(scene: Scene, may: Verdict): Offer<ThreadAction>[] {
  const allowed: Allowed = (type) => may(type) === undefined
  const offers = [
    ...byUnit(scene, allowed),
    ...bySupervisors(scene, allowed),
    ...byModerators(scene, allowed),
    ...byEveryone(scene, allowed),
  ]
  const order = ['first', 'plain', 'rest']
  return offers.filter((offer) => offer !== false).sort((a, b) => order.indexOf(a.rank) - order.indexOf(b.rank))
}

function byUnit(scene: Scene, allowed: Allowed): Offers {
  const { state, now, book } = scene
  const clocks = runningThreadClocks(state, now, book)
  const about = aboutOf('report', scene)
  const pressed = about.some(({ id }) => {
    const report = clockOf(clocks, SUPERVISION_RULES.report, id)
    return clockOf(clocks, SUPERVISION_RULES.heed, id) !== undefined || (report && now >= report.warnsAt)
  })
  return [
    allowed('supervision.accept') && !state.accepted && { action: 'accept', rank: 'first', icon: 'reply' },
    allowed('progress.report') &&
      about.length > 0 && { action: 'report', rank: pressed ? 'first' : 'plain', icon: 'write' },
    allowed('commitment.claim-done') &&
      aboutOf('claim', scene).length > 0 && { action: 'claim', rank: 'plain', icon: 'check' },
    allowed('extension.request') &&
      aboutOf('extend', scene).length > 0 && { action: 'extend', rank: 'plain', icon: 'calendar' },
  ]
}

function bySupervisors(scene: Scene, allowed: Allowed): Offers {
  const { state, me, now } = scene
  const about = aboutOf('verify', scene)
  const claimed = about.some(({ status }) => status === 'claimed')
  const closed = state.closings.at(-1)?.at ?? Infinity
  const rated = state.ratings.some(({ account, at }) => account === me.id && at >= closed)
  const asked = state.status === 'closed' && state.supervisors.includes(me.id) && !rated
  return [
    allowed('commitment.verify') &&
      about.length > 0 && { action: 'verify', rank: claimed ? 'first' : 'plain', icon: 'shield' },
    allowed('supervision.look-back') &&
      standing(state).length > 0 && {
        action: 'lookBack',
        rank: dueLookBacks(state, now).length > 0 ? 'first' : 'plain',
        icon: 'history',
      },
    allowed('supervision.rate') && {
      action: 'rate',
      rank: asked ? 'first' : rated || state.status === 'open' ? 'rest' : 'plain',
      icon: 'star',
    },
  ]
}

function byModerators(scene: Scene, allowed: Allowed): Offers {
  const { state, now, book } = scene
  const clocks = runningThreadClocks(state, now, book)
  const about = aboutOf('remind', scene)
  const overdue = about.some(({ id, reminders }) => {
    const keep = clockOf(clocks, SUPERVISION_RULES.keep, id)
    return keep !== undefined && now > keep.due && !reminders.some(({ at }) => at > keep.due)
  })
  const settled = standing(state).every(({ status }) => status === 'done')
  return [
    allowed('extension.grant') &&
      aboutOf('decide', scene).length > 0 && { action: 'decide', rank: 'first', icon: 'calendar' },
    allowed('supervision.escalate') &&
      groundNow(scene) !== undefined && { action: 'escalate', rank: 'first', icon: 'up' },
    allowed('supervision.remind') &&
      about.length > 0 && { action: 'remind', rank: overdue ? 'first' : 'plain', icon: 'bell' },
    allowed('supervision.close') &&
      closable(state) && { action: 'close', rank: settled ? 'first' : 'plain', icon: 'check' },
    allowed('supervision.reopen') &&
      standing(state).length > 0 && {
        action: 'reopen',
        rank: fallenBehind(state).length > 0 ? 'first' : 'plain',
        icon: 'retry',
      },
    allowed('commitment.add') && { action: 'add', rank: 'rest', icon: 'plus' },
    allowed('commitment.amend') &&
      aboutOf('amend', scene).length > 0 && { action: 'amend', rank: 'rest', icon: 'write' },
    allowed('commitment.drop') && aboutOf('drop', scene).length > 0 && { action: 'drop', rank: 'rest', icon: 'minus' },
    allowed('supervision.appoint') && { action: 'appoint', rank: 'rest', icon: 'people' },
  ]
}

function byEveryone({ state, me }: Scene, allowed: Allowed): Offers {
  const follows = state.followers.includes(me.id)
  return [
    allowed('supervision.observe') && { action: 'observe', rank: 'plain', icon: 'picture' },
    !follows && allowed('supervision.follow') && { action: 'follow', rank: 'plain', icon: 'eye' },
    follows && allowed('supervision.unfollow') && { action: 'unfollow', rank: 'rest', icon: 'eye-off' },
    !state.lock && allowed('matter.lock') && { action: 'lock', rank: 'rest', icon: 'lock' },
    state.lock !== undefined && allowed('matter.unlock') && { action: 'unlock', rank: 'rest', icon: 'lock' },
  ]
}
