/** `data` of the events by which a clock enters the record. They are the server's own and the same for every kind. */
export interface ClockFact {
  /** Its id, and its name as it was then. */
  rule: string
  name: string
  /** Which of several: a unit, or what else the rule has a clock for. */
  key?: string
  unit?: string
  /** The place of the event that its end comes from. */
  set: number
  /** ms UTC */
  due: number
}

export interface ClockEventData {
  'clock.warned': ClockFact
  'clock.breached': ClockFact
}

export type ClockEventType = keyof ClockEventData
export type ClockEvent = { [T in ClockEventType]: { type: T; data: ClockEventData[T] } }[ClockEventType]

export function isClockEvent<E extends { type: string }>(event: E): event is Extract<E, { type: ClockEventType }> {
  return event.type === 'clock.warned' || event.type === 'clock.breached'
}
