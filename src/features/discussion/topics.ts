import type { ConsultationState } from '../../../core/consultation/state.ts'
import type { AnyState } from '../../../core/kinds.ts'
import type { Message } from '../../../core/matter/state.ts'

/** A part of a discussion: what was said from the beginning of an item of the agenda until the next one began. */
export interface Topic {
  key: string
  title: string
  /** ms UTC; `until` is not part of it any more. */
  from: number
  until: number
}

/** The parts of a session's discussion, in the order in which its items were held; other matters have none. */
export function topicsOf(state: AnyState): Topic[] {
  if (state.kind !== 'consultation') return []
  const held = (state as ConsultationState).agenda
    .flatMap(({ id, title, startedAt }) => (startedAt === undefined ? [] : [{ key: id, title, from: startedAt }]))
    .sort((a, b) => a.from - b.from)
  return held.map((topic, place) => ({ ...topic, until: held[place + 1]?.from ?? Infinity }))
}

/** The part of the discussion that a moment (ms UTC) belongs to; `undefined` before the first item. */
export function topicAt(topics: readonly Topic[], at: number): Topic | undefined {
  return topics.findLast(({ from }) => from <= at)
}

/**
 * The ids of a thread: the message that it began with, as far as it is loaded, and all that answers it or its answers.
 * `messages` in the order in which they were said, so that nobody answers what comes later.
 */
export function threadOf(messages: readonly Message[], id: string): Set<string> {
  const byId = new Map(messages.map((message) => [message.id, message]))
  let root = id
  for (let above = byId.get(root)?.replyTo; above !== undefined && byId.has(above); above = byId.get(root)?.replyTo)
    root = above
  const thread = new Set([root])
  for (const { id: each, replyTo } of messages) if (replyTo !== undefined && thread.has(replyTo)) thread.add(each)
  return thread
}
