import type { RecordEvent } from '../../core/record/event.ts'
import { rooms, sizeOf, type Io } from './rooms.ts'

export interface Feed {
  /** Events that are durable, in the record's order. */
  add(matter: string, events: readonly RecordEvent[]): void
  /** Sends at once what waits for this room: called before somebody joins it. */
  flush(matter: string): void
  flushAll(): void
  /** True while events come so fast that each waits for its packet anyway. */
  floods(matter: string): boolean
}

interface Burst {
  waiting: RecordEvent[]
  windowMs: number
}

/** While a burst lasts, a room gets at most one packet in this time, in ms. */
const WINDOW_MS = 40
/** From 100 events a second on, nobody reads along any more: then fewer, bigger packets are the better service. */
const FLOOD_WINDOW_MS = 100
const FLOOD_PER_MS = 0.1
/** The first packet of a burst has waited for nothing, so it says nothing about the rate. */
const FIRST_MS = Infinity
/** In a room this small a packet for each event costs less than the wait would. */
const SMALL_ROOM = 8

/**
 * `matter:events` to everybody who has the matter open. The first of a burst goes out at once (once the sender has been
 * answered), what follows is gathered, and each packet is encoded once for the whole room.
 */
export function createFeed(io: Io, delivered: (count: number) => void): Feed {
  const bursts = new Map<string, Burst>()

  function send(matter: string, burst: Burst): void {
    const events = burst.waiting
    if (events.length === 0) return
    burst.waiting = []
    const room = rooms.matter(matter)
    io.to(room).emit('matter:events', { matter, events })
    delivered(sizeOf(io, room))
  }

  function step(matter: string, burst: Burst): void {
    const count = burst.waiting.length
    send(matter, burst)
    if (count === 0 || sizeOf(io, rooms.matter(matter)) <= SMALL_ROOM) return void bursts.delete(matter)
    burst.windowMs = count >= burst.windowMs * FLOOD_PER_MS ? FLOOD_WINDOW_MS : WINDOW_MS
    setTimeout(step, burst.windowMs, matter, burst)
  }

  return {
    add(matter, events) {
      const burst = bursts.get(matter)
      if (burst) burst.waiting.push(...events)
      else if (sizeOf(io, rooms.matter(matter)) > 0) {
        const first = { waiting: [...events], windowMs: FIRST_MS }
        bursts.set(matter, first)
        setImmediate(step, matter, first)
      }
    },
    flush(matter) {
      const burst = bursts.get(matter)
      if (burst) send(matter, burst)
    },
    flushAll() {
      for (const [matter, burst] of bursts) send(matter, burst)
    },
    floods: (matter) => bursts.get(matter)?.windowMs === FLOOD_WINDOW_MS,
  }
}
