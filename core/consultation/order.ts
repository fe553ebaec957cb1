import { accept, reject, type Context } from '../matter/decision.ts'
import { findMessage, stands } from '../matter/discussion.ts'
import type { CommonEvent } from '../matter/events.ts'
import { activeMute } from '../people/permission.ts'
import { hasRole } from '../people/roles.ts'
import type { ConsultationAnswer as Answer, Data } from './decide-types.ts'
import type { ConsultationEvent } from './events.ts'
import type { ConsultationState } from './state.ts'

/** Puts a message among the questions: its author, or a moderator. */
export function collectQuestion(state: ConsultationState, data: Data<'question.collect'>, { actor }: Context): Answer {
  const message = findMessage(state, data.message)
  if (!message) return unknownMessage()
  if (message.author !== actor.id && !hasRole(actor, 'moderator'))
    return reject('forbidden', 'not-yours', 'its author or a moderator', { rule: 'MC14' })
  if (!stands(message))
    return reject('conflict', 'message-gone', 'the message was retracted or hidden', { rule: 'MC14' })
  const known = state.questions.some((question) => question.message === data.message)
  return known ? accept() : accept({ type: 'question.collected', data })
}

/** Marks a question as answered, perhaps by a message. */
export function settleQuestion(state: ConsultationState, data: Data<'question.settle'>): Answer {
  const question = state.questions.find(({ message }) => message === data.message)
  if (!question) return reject('not-found', 'unknown-question', 'no such question', { rule: 'MC14' })
  if (data.answer !== undefined && !findMessage(state, data.answer)) return unknownMessage()
  const same = question.settled && question.settled.answer === data.answer
  return same ? accept() : accept({ type: 'question.settled', data })
}

/** Appeals against the hiding of an own message, or against one's mute; once until it is answered. */
export function appeal(state: ConsultationState, data: Data<'moderation.appeal'>, { actor, at }: Context): Answer {
  const { message } = data
  const hidden = message !== undefined && findMessage(state, message)
  if (message !== undefined && (!hidden || hidden.author !== actor.id)) return unknownMessage()
  if (hidden ? !hidden.hidden : !activeMute(state, actor.id, at))
    return reject('conflict', 'nothing-to-appeal', 'nothing was hidden, nobody is muted', { rule: 'MC21' })
  const open = state.appeals.some((other) => other.by === actor.id && other.message === message && !other.answer)
  return open
    ? reject('conflict', 'appeal-waits', 'your appeal waits for its answer', { rule: 'MC21' })
    : accept({ type: 'moderation.appealed', data })
}

/** Answers an appeal. One that is upheld undoes what it was made against, in the same command. */
export function answerAppeal(
  state: ConsultationState,
  data: Data<'moderation.answer-appeal'>,
  { at }: Context,
): Answer {
  const found = state.appeals.find(({ id }) => id === data.appeal)
  if (!found) return reject('not-found', 'unknown-appeal', 'no such appeal', { rule: 'MC21' })
  if (found.answer) return reject('conflict', 'appeal-answered', 'it was answered already', { rule: 'MC21' })
  const answered = { type: 'moderation.appeal-answered' as const, data }
  if (!data.upheld) return accept(answered)
  const { message, by } = found
  if (message !== undefined)
    return findMessage(state, message)?.hidden
      ? accept<ConsultationEvent | CommonEvent>(answered, { type: 'message.unhidden', data: { message } })
      : accept(answered)
  return activeMute(state, by, at)
    ? accept<ConsultationEvent | CommonEvent>(answered, { type: 'participant.unmuted', data: { account: by } })
    : accept(answered)
}

const unknownMessage = () => reject('not-found', 'unknown-message', 'no such message in this matter')
