import type { EventEmitter } from 'node:events'

/** Emits an event that listeners can prevent, and answers whether one did. */
export function preventable(emitter: EventEmitter, name: string, details: object = {}, ...rest: unknown[]): boolean {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  emitter.emit(name, event, ...rest)
  return event.defaultPrevented
}
