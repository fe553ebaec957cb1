import type { ConsultationCommandType } from '../consultation/commands.ts'
import type { Permission, Subject } from './permission.ts'

const moderator: readonly Subject[] = ['moderator']
const participant: readonly Subject[] = ['participant']
const either: readonly Subject[] = ['moderator', 'participant']
const preparing = ['preparing'] as const
const open = ['open'] as const
const sitting = ['open', 'paused'] as const
const until = ['preparing', 'open', 'paused'] as const
const after = ['concluded', 'published'] as const

/** Who may do what in a micro-consultation, and while it is where. */
export const consultationPermissions: Record<ConsultationCommandType, Permission> = {
  'consultation.create': { who: moderator, rule: 'MC1' },
  'consultation.revise': { who: moderator, status: preparing, rule: 'MC2' },
  'consultation.invite': { who: moderator, status: until, rule: 'MC3' },
  'consultation.postpone': { who: moderator, status: preparing, rule: 'MC5' },
  'consultation.cancel': { who: moderator, status: preparing, rule: 'MC5' },
  'consultation.open': { who: moderator, status: preparing, rule: 'MC6' },
  'consultation.pause': { who: moderator, status: open, rule: 'MC6' },
  'consultation.resume': { who: moderator, status: ['paused'], rule: 'MC6' },
  'consultation.announce': { who: moderator, status: until, rule: 'MC6' },
  'consultation.conclude': { who: moderator, status: sitting, rule: 'MC7' },
  'consultation.publish': { who: moderator, status: ['concluded'], rule: 'MC18' },
  'consultation.review': { who: ['moderator', 'outcome-owner'], status: ['published'], rule: 'MC20' },
  'agenda.start': { who: moderator, status: open, rule: 'MC8' },
  'agenda.finish': { who: moderator, status: sitting, rule: 'MC8' },
  'agenda.extend': { who: moderator, status: sitting, rule: 'MC8' },
  'agenda.add': { who: moderator, status: until, rule: 'MC8' },
  'agenda.reorder': { who: moderator, status: until, rule: 'MC8' },
  'attendance.accept': { who: participant, status: preparing, rule: 'MC4' },
  'attendance.excuse': { who: participant, status: until, rule: 'MC4' },
  'attendance.decide-leave': { who: moderator, status: until, rule: 'MC4' },
  'attendance.check-in': { who: participant, status: until, rule: 'MC9' },
  'attendance.leave': { who: participant, status: until, rule: 'MC9' },
  'floor.request': { who: participant, status: open, voice: true, rule: 'FL3' },
  'floor.withdraw': { who: participant, status: sitting, rule: 'FL3' },
  'floor.grant': { who: moderator, status: open, rule: 'FL4' },
  'floor.finish': { who: either, status: sitting, rule: 'FL3' },
  'question.collect': { who: either, status: until, rule: 'MC14' },
  'question.settle': { who: moderator, status: [...until, 'concluded'], rule: 'MC14' },
  'poll.open': { who: moderator, status: open, rule: 'MC10' },
  'ballot.cast': { who: participant, status: sitting, rule: 'MC12' },
  'poll.close': { who: moderator, status: sitting, rule: 'MC10' },
  'poll.cancel': { who: moderator, status: sitting, rule: 'MC10' },
  'statement.submit': { who: participant, status: open, voice: true, rule: 'MC15' },
  'statement.approve': { who: moderator, status: sitting, rule: 'MC15' },
  'statement.reject': { who: moderator, status: sitting, rule: 'MC15' },
  'statement.respond': { who: ['moderator', 'unit'], status: [...sitting, 'concluded'], voice: true, rule: 'MC15' },
  'statement.vote': { who: participant, status: sitting, rule: 'MC16' },
  'statements.close': { who: moderator, status: sitting, rule: 'MC16' },
  'outcome.draft': { who: moderator, status: [...sitting, 'concluded'], rule: 'MC17' },
  'outcome.link': { who: either, status: ['published'], rule: 'MC19' },
  'minutes.propose': { who: moderator, status: after, rule: 'MC22' },
  'minutes.confirm': { who: participant, status: after, rule: 'MC22' },
  'minutes.object': { who: participant, status: after, rule: 'MC22' },
  'minutes.settle': { who: moderator, status: after, rule: 'MC22' },
  'moderation.appeal': { who: participant, status: [...until, 'concluded'], rule: 'MC21' },
  'moderation.answer-appeal': { who: moderator, status: [...until, 'concluded', 'published'], rule: 'MC21' },
}
