import type { CommonCommandType } from '../matter/commands.ts'
import type { Permission, Subject } from './permission.ts'

const voices: readonly Subject[] = ['representative', 'member', 'moderator', 'unit']
const moderator: readonly Subject[] = ['moderator']

/** Who may do what every kind of matter understands. */
export const commonPermissions: Record<CommonCommandType, Permission> = {
  'message.post': { who: voices, voice: true, rule: 'MS1' },
  'message.edit': { who: voices, voice: true, rule: 'MS2' },
  'message.retract': { who: voices, voice: true, rule: 'MS3' },
  'message.hide': { who: moderator, rule: 'MS4' },
  'message.unhide': { who: moderator, rule: 'MS4' },
  'message.pin': { who: moderator, voice: true, rule: 'MS5' },
  'message.unpin': { who: moderator, voice: true, rule: 'MS5' },
  'message.endorse': { who: voices, voice: true, rule: 'MS6' },
  'message.unendorse': { who: voices, voice: true, rule: 'MS6' },
  'participant.mute': { who: moderator, rule: 'MD1' },
  'participant.unmute': { who: moderator, rule: 'MD1' },
  'matter.lock': { who: moderator, rule: 'MD2' },
  'matter.unlock': { who: moderator, rule: 'MD2' },
  'matter.slow': { who: moderator, rule: 'MD3' },
  'matter.redact': { who: moderator, rule: 'RD1' },
}
