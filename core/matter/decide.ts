import { activeMute } from '../people/permission.ts'
import { hasRole } from '../people/roles.ts'
import { attach } from './attach.ts'
import type { CommonCommand } from './commands.ts'
import { accept, reject, type Context, type Decision } from './decision.ts'
import { findMessage, lastPost, stands } from './discussion.ts'
import type { CommonEvent } from './events.ts'
import { redactWords, type OwnWords } from './redaction.ts'
import type { MatterState, Message } from './state.ts'

/** How long an author may edit a message: 10 minutes, in ms. */
export const EDIT_WINDOW_MS = 10 * 60_000

type Answer = Decision<CommonEvent>

/**
 * Decides a command that every kind of matter understands; `words`: what its kind lets redact of its own. The permission
 * table has been read before.
 */
export function decideCommon<S extends MatterState>(
  state: S,
  command: CommonCommand,
  context: Context,
  words?: OwnWords<S>,
): Answer {
  switch (command.type) {
    case 'message.post':
      return post(state, command.data, context)
    case 'message.edit':
      return own(state, command.data.message, context, (message) => {
        if (context.at - message.at > EDIT_WINDOW_MS)
          return reject('conflict', 'too-late', 'messages can be edited for ten minutes', { rule: 'MS2' })
        if (message.text === command.data.text) return accept()
        return accept({ type: 'message.edited', data: command.data })
      })
    case 'message.retract':
      return own(state, command.data.message, context, () => accept({ type: 'message.retracted', data: command.data }))
    case 'message.hide':
      return on(state, command.data.message, ({ hidden }) =>
        hidden ? accept() : accept({ type: 'message.hidden', data: command.data }),
      )
    case 'message.unhide':
      return on(state, command.data.message, ({ hidden }) =>
        hidden ? accept({ type: 'message.unhidden', data: command.data }) : accept(),
      )
    case 'message.pin':
      return onStanding(state, command.data.message, ({ pinned }) =>
        pinned ? accept() : accept({ type: 'message.pinned', data: command.data }),
      )
    case 'message.unpin':
      return on(state, command.data.message, ({ pinned }) =>
        pinned ? accept({ type: 'message.unpinned', data: command.data }) : accept(),
      )
    case 'message.endorse':
      return onStanding(state, command.data.message, (message) => {
        if (message.author === context.actor.id)
          return reject('forbidden', 'own-message', 'nobody endorses an own message', { rule: 'MS6' })
        if (message.endorsedBy.includes(context.actor.id)) return accept()
        return accept({ type: 'message.endorsed', data: command.data })
      })
    case 'message.unendorse':
      return on(state, command.data.message, ({ endorsedBy }) =>
        endorsedBy.includes(context.actor.id) ? accept({ type: 'message.unendorsed', data: command.data }) : accept(),
      )
    case 'participant.mute':
      return mute(state, command.data, context)
    case 'participant.unmute':
      return state.mutes.some((mute) => mute.account === command.data.account)
        ? accept({ type: 'participant.unmuted', data: command.data })
        : accept()
    case 'matter.lock':
      return state.lock ? accept() : accept({ type: 'matter.locked', data: command.data })
    case 'matter.unlock':
      return state.lock ? accept({ type: 'matter.unlocked', data: {} }) : accept()
    case 'matter.slow':
      if (command.data.until !== undefined && command.data.until <= context.at) return past('MD3')
      return command.data.seconds === 0 && !state.slow
        ? accept()
        : accept({ type: 'matter.slowed', data: command.data })
    case 'matter.redact':
      return redactWords(state, command.data, context, words)
    default:
      return command satisfies never
  }
}

function post(
  state: MatterState,
  data: Extract<CommonCommand, { type: 'message.post' }>['data'],
  context: Context,
): Answer {
  const { actor, at } = context
  if (data.replyTo !== undefined) {
    const quoted = findMessage(state, data.replyTo)
    if (!quoted) return unknown()
    if (quoted.redacted) return redacted()
  }
  const slow = state.slow && (state.slow.until === undefined || state.slow.until > at) ? state.slow : undefined
  const last = slow && !hasRole(actor, 'moderator') ? lastPost(state, actor.id, at - slow.seconds * 1000) : undefined
  if (slow && last !== undefined)
    return reject('rate-limited', 'slow-mode', 'slow mode is on', {
      retryAfterMs: last + slow.seconds * 1000 - at,
      because: slow.reason,
      rule: 'MD3',
    })
  const { attachments, ...text } = data
  const attached = attach(attachments, context)
  return attached.ok ? accept({ type: 'message.posted', data: { ...text, ...attached.files } }) : attached
}

function mute(
  state: MatterState,
  data: Extract<CommonCommand, { type: 'participant.mute' }>['data'],
  { directory, at }: Context,
): Answer {
  const account = directory.account(data.account)
  if (!account) return reject('not-found', 'unknown-account', 'no such account')
  if (hasRole(account, 'moderator'))
    return reject('forbidden', 'moderator', 'moderators cannot be muted', { rule: 'MD1' })
  if (data.until !== undefined && data.until <= at) return past('MD1')
  const now = activeMute(state, data.account, at)
  if (now && now.until === data.until && now.reason === data.reason) return accept()
  return accept({ type: 'participant.muted', data })
}

function on(state: MatterState, id: string, then: (message: Message) => Answer): Answer {
  const message = findMessage(state, id)
  if (!message) return unknown()
  return message.redacted ? redacted() : then(message)
}

function onStanding(state: MatterState, id: string, then: (message: Message) => Answer): Answer {
  return on(state, id, (message) =>
    stands(message) ? then(message) : reject('conflict', 'message-gone', 'the message was retracted or hidden'),
  )
}

function own(state: MatterState, id: string, { actor }: Context, then: (message: Message) => Answer): Answer {
  return on(state, id, (message) => {
    if (message.author !== actor.id) return reject('forbidden', 'not-yours', 'only its author may', { rule: 'MS2' })
    if (message.retractedAt !== undefined) return accept()
    return message.hidden ? reject('conflict', 'message-gone', 'the message is hidden') : then(message)
  })
}

const unknown = () => reject('not-found', 'unknown-message', 'no such message in this matter')
const redacted = () =>
  reject('conflict', 'message-redacted', 'the content of this message was removed by rule', { rule: 'RD4' })
const past = (rule: string) => reject('invalid', 'in-the-past', 'the end lies in the past', { rule })
