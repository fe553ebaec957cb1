import type { ConsultationState } from '../../../core/consultation/state.ts'
import { EDIT_WINDOW_MS } from '../../../core/matter/decide.ts'
import { stands } from '../../../core/matter/discussion.ts'
import type { MatterState, Message } from '../../../core/matter/state.ts'
import { activeMute } from '../../../core/people/permission.ts'
import type { IconName } from '../../ui/icons.ts'
import type { Verdict } from '../matter/allowed.ts'

export const MESSAGE_ACTIONS = [
  'reply',
  'endorse',
  'unendorse',
  'edit',
  'copy',
  'thread',
  'collect',
  'pin',
  'unpin',
  'retract',
  'hide',
  'unhide',
  'redact',
  'mute',
  'unmute',
] as const
export type MessageAction = (typeof MESSAGE_ACTIONS)[number]

export const ACTION_ICON: Record<MessageAction, IconName> = {
  reply: 'reply',
  endorse: 'thumb',
  unendorse: 'thumb',
  edit: 'write',
  copy: 'document',
  thread: 'message',
  collect: 'help',
  pin: 'pin',
  unpin: 'pin',
  retract: 'trash',
  hide: 'eye-off',
  unhide: 'eye',
  redact: 'shield',
  mute: 'mute',
  unmute: 'mute',
}

/** What has been collected of a session's questions; `undefined` in matters that collect none. */
function questionsOf(state: MatterState): ConsultationState['questions'] | undefined {
  return state.kind === 'consultation' ? (state as ConsultationState).questions : undefined
}

/** What the reader can do with a message now, in the order of the menu. `answered`: others reply to it. `now` in ms UTC. */
export function actionsFor(
  message: Message,
  state: MatterState,
  me: string,
  may: Verdict,
  now: number,
  answered = false,
): MessageAction[] {
  const own = message.author === me
  const gone = message.retractedAt !== undefined || message.redacted !== undefined
  const standing = stands(message)
  const allowed = (type: Parameters<Verdict>[0]) => may(type) === undefined
  const endorsed = message.endorsedBy.includes(me)
  const collected = questionsOf(state)?.some((question) => question.message === message.id)
  const muted = activeMute(state, message.author, now) !== undefined
  const can: Record<MessageAction, boolean> = {
    reply: standing && allowed('message.post'),
    endorse: standing && !own && !endorsed && allowed('message.endorse'),
    unendorse: standing && endorsed && allowed('message.unendorse'),
    edit: standing && own && now - message.at < EDIT_WINDOW_MS && allowed('message.edit'),
    copy: standing,
    thread: answered || message.replyTo !== undefined,
    collect: standing && collected === false && allowed('question.collect') && (own || allowed('question.settle')),
    pin: standing && !message.pinned && allowed('message.pin'),
    unpin: Boolean(message.pinned) && allowed('message.unpin'),
    retract: standing && own && allowed('message.retract'),
    hide: standing && allowed('message.hide'),
    unhide: !gone && Boolean(message.hidden) && allowed('message.unhide'),
    redact: !message.redacted && allowed('matter.redact'),
    mute: !own && !muted && allowed('participant.mute'),
    unmute: !own && muted && allowed('participant.unmute'),
  }
  return MESSAGE_ACTIONS.filter((action) => can[action])
}
