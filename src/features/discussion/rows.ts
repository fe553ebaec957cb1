import { stands } from '../../../core/matter/discussion.ts'
import type { Message } from '../../../core/matter/state.ts'
import type { OutboxItem } from '../../stores/outbox.ts'
import { topicAt, type Topic } from './topics.ts'

/**
 * One row of a discussion. `day`: it is the first of its day. `topic`: the title of the item of the agenda with which it
 * begins. `joined`: it goes on from the row above.
 */
export interface Row {
  key: string
  message: Message
  day: boolean
  topic?: string
  joined: boolean
  /** Not acknowledged yet. */
  pending?: OutboxItem
  /** The server said no; the text is still here. */
  refused?: OutboxItem
}

const JOIN_MS = 5 * 60_000
const DAY_MS = 24 * 60 * 60_000

/**
 * Rows of settled messages as they were made, with the message each stood behind: a long discussion is not made anew
 * with each word, and only what has changed is drawn again.
 */
const made = new WeakMap<Message, { before: Message | undefined; row: Row }>()

function rowOf(message: Message, before: Message | undefined, topic: string | undefined): Row {
  const known = made.get(message)
  if (known && known.before === before && known.row.topic === topic) return known.row
  const day = !before || !sameDay(before.at, message.at)
  const joined = !day && topic === undefined && joins(before, message)
  const row = { key: message.id, message, day, joined, ...(topic === undefined ? {} : { topic }) }
  made.set(message, { before, row })
  return row
}

function sameDay(a: number, b: number): boolean {
  return Math.abs(a - b) < DAY_MS && new Date(a).getDate() === new Date(b).getDate()
}

/**
 * The rows of a discussion, oldest first, with what could not be sent at the end. `me` is the reader's account; `topics`
 * are the parts that it falls into.
 */
export function rowsOf(
  messages: readonly Message[],
  pending: ReadonlyMap<string, OutboxItem>,
  refused: readonly OutboxItem[],
  me: string,
  topics: readonly Topic[] = [],
): Row[] {
  const rows: Row[] = []
  let before: Message | undefined
  let part: Topic | undefined
  const add = (message: Message, more: Pick<Row, 'pending' | 'refused'>) => {
    const now = topics.length > 0 ? topicAt(topics, message.at) : undefined
    const row = rowOf(message, before, now && now.key !== part?.key ? now.title : undefined)
    rows.push(more.pending || more.refused ? { ...row, ...more } : row)
    before = message
    part = now
  }
  for (const message of messages) {
    const waiting = pending.get(message.id)
    add(message, waiting ? { pending: waiting } : {})
  }
  for (const item of refused) {
    const { id, at, command } = item
    if (command.type !== 'message.post') continue
    const { text, replyTo } = command.data
    add({ id, seq: 0, at, author: me, text, endorsedBy: [], ...(replyTo ? { replyTo } : {}) }, { refused: item })
  }
  return rows
}

function joins(before: Message | undefined, message: Message): boolean {
  if (!before || before.author !== message.author || message.replyTo !== undefined) return false
  return stands(before) && stands(message) && message.at - before.at < JOIN_MS
}
