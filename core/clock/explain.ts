import { dateOf, dayOf } from './calendar.ts'
import type { Clock } from './clocks.ts'
import type { Mark } from './mark.ts'
import type { ClockRule } from './rule.ts'
import { stoodStill } from './span.ts'
import { STATE_CALENDAR, type DayKind } from './workdays.ts'

/** A day between the start of a clock and its end, and why it counts or does not. */
export interface ExplainedDay {
  /** `YYYY-MM-DD` */
  date: string
  /** Which of the days that count it is, from 1; absent for a day that does not count. */
  n?: number
  /** What the day is; `start` and `paused` days do not count whatever else they are. */
  why: DayKind['why'] | 'start' | 'paused'
  /** Of the holiday, of the holiday that a make-up day belongs to, or what the committee calls the day. */
  name?: string
}

/** What stands behind a light. Times in ms UTC. */
export interface Explanation {
  rule: ClockRule
  unit?: string
  start: Mark
  /** Where its end was not counted but named: by the start event, or by the extension at this place. */
  named?: { seq: number; due: number }
  /** Each with how many of the rule's own days it is: working days, or calendar days. */
  pauses: { from: number; until?: number; days: number }[]
  due: number
  warnsAt: number
  /** From the day of the start up to the day of the end, in order; empty for a clock that is counted back. */
  days: ExplainedDay[]
  /** False when some of the days lie in a year whose holidays have not been announced: the end may still move. */
  final: boolean
}

/** The answer to "why?" for a clock at a time `now`, in ms UTC. */
export function explain(clock: Clock, now: number, calendar = STATE_CALENDAR): Explanation {
  const { rule, unit, start, set, named, pauses, due, warnsAt } = clock
  const [first, last] = [dayOf(start.at), dayOf(due)]
  const stood = pauses.map(({ from, until = now }) => [dayOf(from), dayOf(until)] as const)
  const counted = 'workdays' in rule.length
  const days: ExplainedDay[] = []
  let n = 0
  let final = true
  for (let day = first; day <= last; day++) {
    const { work, why, name } = calendar.kindOf(day)
    const date = dateOf(day)
    if (counted && !calendar.isAnnounced(day)) final = false
    if (day === first) days.push({ date, why: 'start' })
    else if (stood.some(([from, until]) => day > from && day <= until)) days.push({ date, why: 'paused' })
    else days.push({ date, ...(counted && !work ? {} : { n: ++n }), why, ...(name === undefined ? {} : { name }) })
  }
  return {
    rule,
    ...(unit === undefined ? {} : { unit }),
    start,
    ...(named === undefined ? {} : { named: { seq: set, due: named } }),
    pauses: pauses.map((pause) => ({
      ...pause,
      days: stoodStill(pause.from, pause.until ?? now, rule.length, calendar),
    })),
    due,
    warnsAt,
    days,
    final,
  }
}
