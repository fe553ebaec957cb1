import { accept, reject, type Context } from '../matter/decision.ts'
import type { ConsultationAnswer as Answer, Data } from './decide-types.ts'
import type { ConsultationState } from './state.ts'

/** Says that one will come, invited or not yet. */
export function acceptInvitation({ invitations }: ConsultationState, { actor }: Context): Answer {
  const invitation = invitations[actor.id]
  return invitation?.answer === 'coming' ? accept() : accept({ type: 'attendance.accepted', data: {} })
}

/** Asks for leave, with a reason. */
export function excuse(
  { invitations }: ConsultationState,
  data: Data<'attendance.excuse'>,
  { actor }: Context,
): Answer {
  const invitation = invitations[actor.id]
  const same = invitation?.answer === 'excused' && invitation.reason === data.reason
  return same ? accept() : accept({ type: 'attendance.excused', data })
}

/** Grants or denies leave that was asked for. */
export function decideLeave({ invitations }: ConsultationState, data: Data<'attendance.decide-leave'>): Answer {
  const invitation = invitations[data.account]
  if (invitation?.answer !== 'excused')
    return reject('conflict', 'no-leave-asked', 'this person has not asked for leave', { rule: 'MC4' })
  if (!data.granted && data.reason === undefined)
    return reject('invalid', 'needs-reason', 'who is denied leave is told why', { rule: 'MC4' })
  const { leave } = invitation
  const same = leave?.granted === data.granted && leave.reason === data.reason
  return same ? accept() : accept({ type: 'attendance.leave-decided', data })
}

/** Comes into the room, also again. */
export function checkIn({ attendance }: ConsultationState, { actor }: Context): Answer {
  const standing = attendance[actor.id]
  return standing && standing.leftAt === undefined ? accept() : accept({ type: 'attendance.checked-in', data: {} })
}

/** Leaves the room; a raised hand goes down with it. */
export function leave({ attendance }: ConsultationState, { actor }: Context): Answer {
  const standing = attendance[actor.id]
  return standing && standing.leftAt === undefined ? accept({ type: 'attendance.left', data: {} }) : accept()
}
