import { accept, reject, type Context } from '../matter/decision.ts'
import { addItem, endOfItem, endOfSpeech, extendItem, finishItem, reorder, startItem } from './agenda.ts'
import { acceptInvitation, checkIn, decideLeave, excuse, leave } from './attendance.ts'
import type { ConsultationCommand } from './commands.ts'
import type { ConsultationAnswer as Answer } from './decide-types.ts'
import type { ConsultationEvent } from './events.ts'
import { confirmMinutes, objectToMinutes, proposeMinutes, settleMinutes } from './minutes.ts'
import { answerAppeal, appeal, collectQuestion, settleQuestion } from './order.ts'
import { draftOutcome, linkFollowUp, publish, review } from './outcome.ts'
import { cancelPoll, castBallot, closePoll, openPoll } from './polls.ts'
import { invite, open, postpone, revise } from './preparing.ts'
import { finishSpeech, grantFloor, requestFloor, withdrawRequest } from './speaking.ts'
import type { ConsultationState } from './state.ts'
import {
  closeStatements,
  decideStatement,
  respond,
  standing,
  submitStatement,
  voteStatement,
} from './statement-rounds.ts'

/** Decides a command on a consultation that exists. The permission table has been read before. */
export function decideConsultation(state: ConsultationState, command: ConsultationCommand, context: Context): Answer {
  if (state.cancelled) return reject('conflict', 'cancelled', 'the session was called off', { rule: 'MC5' })
  switch (command.type) {
    case 'consultation.create':
      return reject('conflict', 'exists', 'this session was made already', { rule: 'MC1' })
    case 'consultation.revise':
      return revise(state, command.data, context)
    case 'consultation.invite':
      return invite(state, context)
    case 'consultation.postpone':
      return postpone(state, command.data, context)
    case 'consultation.cancel':
      return accept({ type: 'consultation.cancelled', data: command.data })
    case 'consultation.open':
      return open(state, context)
    case 'consultation.pause':
      return accept<ConsultationEvent>(...endOfSpeech(state), { type: 'consultation.paused', data: command.data })
    case 'consultation.resume':
      return accept({ type: 'consultation.resumed', data: {} })
    case 'consultation.announce':
      return accept({ type: 'consultation.announced', data: command.data })
    case 'consultation.conclude':
      return conclude(state)
    case 'consultation.publish':
      return publish(state, command.data, context)
    case 'consultation.review':
      return review(state, command.data, context)
    case 'agenda.start':
      return startItem(state, command.data)
    case 'agenda.finish':
      return finishItem(state, command.data)
    case 'agenda.extend':
      return extendItem(state, command.data)
    case 'agenda.add':
      return addItem(state, command.data)
    case 'agenda.reorder':
      return reorder(state, command.data)
    case 'attendance.accept':
      return acceptInvitation(state, context)
    case 'attendance.excuse':
      return excuse(state, command.data, context)
    case 'attendance.decide-leave':
      return decideLeave(state, command.data)
    case 'attendance.check-in':
      return checkIn(state, context)
    case 'attendance.leave':
      return leave(state, context)
    case 'floor.request':
      return requestFloor(state, context)
    case 'floor.withdraw':
      return withdrawRequest(state, context)
    case 'floor.grant':
      return grantFloor(state, command.data, context)
    case 'floor.finish':
      return finishSpeech(state, context)
    case 'question.collect':
      return collectQuestion(state, command.data, context)
    case 'question.settle':
      return settleQuestion(state, command.data)
    case 'poll.open':
      return openPoll(state, command.data, context)
    case 'ballot.cast':
      return castBallot(state, command.data, context)
    case 'poll.close':
      return closePoll(state, command.data, context)
    case 'poll.cancel':
      return cancelPoll(state, command.data)
    case 'statement.submit':
      return submitStatement(state, command.data)
    case 'statement.approve':
      return decideStatement(state, { type: 'statement.approved', data: command.data })
    case 'statement.reject':
      return decideStatement(state, { type: 'statement.rejected', data: command.data })
    case 'statement.respond':
      return respond(state, command.data)
    case 'statement.vote':
      return voteStatement(state, command.data, context)
    case 'statements.close':
      return closeStatements(state, context)
    case 'outcome.draft':
      return draftOutcome(command.data, context)
    case 'outcome.link':
      return linkFollowUp(state, command.data, context)
    case 'minutes.propose':
      return proposeMinutes(state, command.data, context)
    case 'minutes.confirm':
      return confirmMinutes(state, context)
    case 'minutes.object':
      return objectToMinutes(state, command.data, context)
    case 'minutes.settle':
      return settleMinutes(state, context)
    case 'moderation.appeal':
      return appeal(state, command.data, context)
    case 'moderation.answer-appeal':
      return answerAppeal(state, command.data, context)
    default:
      return command satisfies never
  }
}

/** Ends the session. What is being voted on must be closed or called off before. */
function conclude(state: ConsultationState): Answer {
  if (state.polls.some(({ status }) => status === 'open'))
    return reject('conflict', 'poll-open', 'a poll is open: close or cancel it first', { rule: 'MC7' })
  if (standing(state).length > 0)
    return reject('conflict', 'statements-open', 'statements are put to the vote: close them first', { rule: 'MC7' })
  return accept(...endOfItem(state), { type: 'consultation.concluded', data: {} })
}
