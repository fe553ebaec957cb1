import type { MatterState, Message } from './state.ts'

/**
 * Messages of a shelf. A state's newest messages are in `messages`; older ones stand on shelves of this many, which are
 * shared by all later states. So one more message copies at most two shelves' worth, however long the discussion is.
 */
export const SHELF = 128

/** True while a message says something: it was not retracted, hidden or redacted. */
export function stands({ retractedAt, hidden, redacted }: Message): boolean {
  return retractedAt === undefined && !hidden && !redacted
}

type Discussed = Pick<MatterState, 'messages' | 'shelves'>

/** Every message of a state, oldest first. */
export function allMessages({ messages, shelves }: Discussed): readonly Message[] {
  return shelves ? [...shelves.flat(), ...messages] : messages
}

/** A message by its id, looked for from the newest on. */
export function findMessage({ messages, shelves }: Discussed, id: string): Message | undefined {
  const isIt = (message: Message) => message.id === id
  const recent = messages.findLast(isIt)
  if (recent || !shelves) return recent
  for (let i = shelves.length - 1; i >= 0; i--) {
    const found = shelves[i]?.findLast(isIt)
    if (found) return found
  }
  return undefined
}

/** The state with these messages instead of its own; they are in order. */
export function withMessages<S extends Discussed>(state: S, all: readonly Message[]): S {
  const { shelves: _gone, ...rest } = state
  if (all.length < 2 * SHELF) return { ...rest, messages: [...all] } as unknown as S
  const shelved = all.length - SHELF - (all.length % SHELF)
  const shelves = Array.from({ length: shelved / SHELF }, (_, i) => all.slice(i * SHELF, (i + 1) * SHELF))
  return { ...rest, messages: all.slice(shelved), shelves } as unknown as S
}

/** The state with one more message. The states before keep theirs. */
export function withMessage<S extends Discussed>(state: S, message: Message): S {
  const messages = [...state.messages, message]
  if (messages.length < 2 * SHELF) return { ...state, messages }
  // a window can hold more than two shelves: then everything is put in its place once
  if (messages.length > 2 * SHELF) return withMessages(state, [...(state.shelves ?? []).flat(), ...messages])
  return { ...state, messages: messages.slice(SHELF), shelves: [...(state.shelves ?? []), messages.slice(0, SHELF)] }
}

/** The state with one message changed; unchanged when it is not in this window of the discussion. */
export function withChanged<S extends Discussed>(state: S, id: string, edit: (message: Message) => Message): S {
  const within = (messages: readonly Message[]): Message[] | undefined => {
    const index = messages.findLastIndex((message) => message.id === id)
    const found = messages[index]
    return found && messages.with(index, edit(found))
  }
  const recent = within(state.messages)
  if (recent) return { ...state, messages: recent }
  const { shelves = [] } = state
  for (let i = shelves.length - 1; i >= 0; i--) {
    const shelf = within(shelves[i] ?? [])
    if (shelf) return { ...state, shelves: shelves.with(i, shelf) }
  }
  return state
}

/** When an account posted last, if that was after `since`; ms UTC. */
export function lastPost(state: Discussed, account: string, since: number): number | undefined {
  const { shelves = [] } = state
  for (const messages of [state.messages, ...shelves.toReversed()]) {
    const found = messages.findLast((message) => message.author === account)
    if (found) return found.at > since ? found.at : undefined
    if ((messages[0]?.at ?? 0) <= since) return undefined
  }
  return undefined
}

/** The state as sent: the latest `count` messages and, before them, older pinned ones. */
export function windowed<S extends Discussed>(state: S, count: number): S {
  const all = allMessages(state)
  const cut = all.length - count
  if (cut <= 0) return state
  const pinned = all.slice(0, cut).filter((message) => message.pinned)
  const { shelves: _gone, ...rest } = state
  return { ...rest, messages: [...pinned, ...all.slice(cut)] } as unknown as S
}
