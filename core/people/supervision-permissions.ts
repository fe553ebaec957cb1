import type { SupervisionCommandType } from '../supervision/commands.ts'
import type { Permission, Subject } from './permission.ts'

const moderator: readonly Subject[] = ['moderator']
const unit: readonly Subject[] = ['committed-unit']
/** Whoever belongs to a unit of the thread does not speak for the public. */
const units: readonly Subject[] = ['lead-unit', 'committed-unit']
/** Whoever belongs to any unit does not judge. */
const anyUnit: readonly Subject[] = ['unit']
const everyone: readonly Subject[] = ['representative', 'member', 'moderator']
const open = ['open'] as const
const closed = ['closed'] as const

/** Who may do what in a micro-supervision, and while it is where. */
export const supervisionPermissions: Record<SupervisionCommandType, Permission> = {
  'supervision.open': { who: moderator, rule: 'SP1' },
  'supervision.appoint': { who: moderator, rule: 'SP1' },
  'supervision.accept': { who: ['lead-unit'], status: open, rule: 'SP3' },
  'supervision.remind': { who: ['moderator', 'supervisor'], never: anyUnit, status: open, rule: 'SP9' },
  'supervision.escalate': { who: moderator, status: open, rule: 'SP10' },
  'supervision.rate': { who: ['supervisor', 'informant', 'follower'], never: units, rule: 'SP14' },
  'supervision.close': { who: moderator, status: open, rule: 'SP11' },
  'supervision.reopen': { who: moderator, status: closed, rule: 'SP12' },
  'supervision.look-back': { who: ['moderator', 'supervisor'], never: anyUnit, status: closed, rule: 'SP15' },
  'supervision.follow': { who: everyone, never: units, rule: 'SP13' },
  'supervision.unfollow': { who: everyone, never: units, rule: 'SP13' },
  'supervision.observe': { who: everyone, never: units, voice: 'also-after-end', rule: 'SP13' },
  'observation.hide': { who: moderator, rule: 'SP13' },
  'observation.unhide': { who: moderator, rule: 'SP13' },
  'commitment.add': { who: moderator, status: open, rule: 'SP2' },
  'commitment.amend': { who: moderator, status: open, rule: 'SP8' },
  'commitment.drop': { who: moderator, status: open, rule: 'SP8' },
  'commitment.claim-done': { who: unit, status: open, rule: 'SP5' },
  'commitment.verify': { who: ['supervisor'], never: anyUnit, status: open, rule: 'SP6' },
  'progress.report': { who: unit, status: open, rule: 'SP4' },
  'extension.request': { who: unit, status: open, rule: 'SP7' },
  'extension.grant': { who: moderator, never: anyUnit, status: open, rule: 'SP7' },
  'extension.deny': { who: moderator, never: anyUnit, status: open, rule: 'SP7' },
}
