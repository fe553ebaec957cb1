import type { EventFact } from '../record/event.ts'
import { withChanged, withMessage } from './discussion.ts'
import type { CommonEvent } from './events.ts'
import { foldRedaction } from './redaction.ts'
import type { MatterState, Message } from './state.ts'

/** What an event of a type that this version does not know does to a state: nothing. */
export function unknownEvent<S>(state: S, _event: never): S {
  return state
}

const without = <T extends object, K extends keyof T>(value: T, key: K): T => {
  const { [key]: _gone, ...rest } = value
  return rest as T
}

/** Folds a common event into any kind's state; does not touch `seq` or `updatedAt`. */
export function evolveCommon<S extends MatterState>(state: S, event: EventFact<CommonEvent>): S {
  const { at, actor } = event
  switch (event.type) {
    case 'message.posted': {
      const message: Message = { id: event.id, seq: event.seq, at, author: actor, endorsedBy: [], ...event.data }
      return { ...withMessage(state, message), messageCount: state.messageCount + 1 }
    }
    case 'message.edited':
      return withChanged(state, event.data.message, (message) => ({
        ...message,
        text: event.data.text,
        edits: [...(message.edits ?? []), event.seq],
        earlier: [...(message.earlier ?? []), { text: message.text, until: at }],
      }))
    case 'message.retracted':
      return withChanged(state, event.data.message, (message) => ({ ...without(message, 'pinned'), retractedAt: at }))
    case 'message.hidden':
      return withChanged(state, event.data.message, (message) => ({
        ...message,
        hidden: { by: actor, at, reason: event.data.reason },
      }))
    case 'message.unhidden':
      return withChanged(state, event.data.message, (message) => without(message, 'hidden'))
    case 'message.pinned':
      return withChanged(state, event.data.message, (message) => ({ ...message, pinned: { by: actor, at } }))
    case 'message.unpinned':
      return withChanged(state, event.data.message, (message) => without(message, 'pinned'))
    case 'message.endorsed':
      return withChanged(state, event.data.message, (m) => ({ ...m, endorsedBy: [...m.endorsedBy, actor] }))
    case 'message.unendorsed':
      return withChanged(state, event.data.message, (message) => ({
        ...message,
        endorsedBy: message.endorsedBy.filter((account) => account !== actor),
      }))
    case 'participant.muted': {
      const mutes = state.mutes.filter((mute) => mute.account !== event.data.account)
      return { ...state, mutes: [...mutes, { by: actor, at, ...event.data }] }
    }
    case 'participant.unmuted':
      return { ...state, mutes: state.mutes.filter((mute) => mute.account !== event.data.account) }
    case 'matter.locked':
      return { ...state, lock: { by: actor, at, reason: event.data.reason } }
    case 'matter.unlocked':
      return without(state, 'lock')
    case 'matter.slowed':
      return event.data.seconds === 0 ? without(state, 'slow') : { ...state, slow: { by: actor, at, ...event.data } }
    case 'matter.redacted':
      return foldRedaction(state, event)
    default:
      return unknownEvent(state, event)
  }
}
