import type { ClockBook } from '../../core/clock/book.ts'
import { isOpen, participants, type AnyState } from '../../core/kinds.ts'
import { summarise, withLight } from '../../core/summary.ts'
import type { Appended } from '../matters/matters.ts'
import { rooms, type Io } from './rooms.ts'

/** Turns are told at most once in this time, in ms. */
const TURN_MS = 500
/** Mere counts of messages and supporters wait this long and longer the more people are connected, in ms. */
const COUNT_MS = 2000
const COUNT_MS_A_SOCKET = 25
const PAGE = 100

const isCount = (type: string) => type.startsWith('message.') || /^proposal\.(un)?supported$/.test(type)

export interface Changes {
  note(fact: Appended): void
  /** Something about a matter has changed by time alone: its light. */
  touch(state: AnyState): void
  close(): void
}

/**
 * `matters:changed` to everybody who may see the matter: the latest summary of each, gathered, so that a busy
 * discussion does not reach people who are elsewhere a second time. `now` answers ms UTC, for the lights.
 */
export function createChanges(io: Io, now: () => number, book: () => ClockBook): Changes {
  const changed = new Map<string, AnyState>()
  let timer: NodeJS.Timeout | undefined
  let due = Infinity
  let lastSent = -Infinity

  function send(): void {
    timer = undefined
    due = Infinity
    lastSent = performance.now()
    const states = [...changed.values()]
    changed.clear()
    const at = now()
    const line = (state: AnyState) => withLight(summarise(state, book()), at)
    const open = states.filter(isOpen)
    for (let i = 0; i < open.length; i += PAGE) io.emit('matters:changed', { items: open.slice(i, i + PAGE).map(line) })
    for (const state of states)
      if (!isOpen(state))
        io.to([rooms.role('moderator'), ...participants(state)]).emit('matters:changed', { items: [line(state)] })
  }

  /** Sends the latest of a matter once the last sending lies `window` ms back. */
  function gather(state: AnyState, window: number): void {
    changed.set(state.id, state)
    const moment = performance.now()
    const at = Math.max(moment, lastSent + window)
    if (at >= due) return
    clearTimeout(timer)
    due = at
    timer = setTimeout(send, at - moment)
  }

  return {
    note({ events, after }) {
      const isTurn = !events.every(({ type }) => isCount(type))
      gather(after.state, isTurn ? TURN_MS : Math.max(COUNT_MS, COUNT_MS_A_SOCKET * io.sockets.sockets.size))
    },
    touch: (state) => gather(state, TURN_MS),
    close: () => clearTimeout(timer),
  }
}
