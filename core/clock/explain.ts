import { dateOf, dayOf, dayOfDate } from './calendar.ts'
import { isRunning, light, type Clock } from './clocks.ts'
import type { ExplainedDay, Explanation } from './explanation.ts'
import { memberOf } from './mark.ts'
import type { ClockRule } from './rule.ts'
import { stoodStill } from './span.ts'
import type { Calendar } from './workdays.ts'

/** The answer to "why?" for a clock at a time `now`, in ms UTC. */
export function explain(clock: Clock, now: number, calendar: Calendar): Explanation {
  const { rule, unit, key, start, set, named, pauses, due, warnsAt } = clock
  const { id, name, text, length, warning, since } = rule
  const meant = rule.before === undefined ? undefined : memberOf(start, rule.before)
  const before = typeof meant === 'number' ? meant : undefined
  const days = before === undefined ? countOn(clock, now, calendar) : countBack(due, before, rule, calendar)
  const counted = 'workdays' in length
  return {
    rule: { id, name, text, length, warning, ...(since === undefined ? {} : { since }) },
    who: rule.who,
    ...(unit === undefined ? {} : { unit }),
    ...(key === undefined ? {} : { key }),
    light: light(clock, now),
    start: { seq: start.seq, type: start.type, at: start.at },
    ...(named === undefined ? {} : { named: { seq: set, due: named } }),
    ...(before === undefined ? {} : { before }),
    pauses: pauses.map((pause) => ({
      ...pause,
      days: stoodStill(pause.from, pause.until ?? now, length, calendar),
    })),
    due,
    warnsAt,
    days,
    final: !counted || days.every(({ date }) => calendar.isAnnounced(dayOfDate(date))),
  }
}

/** What a day is, and whether it counts towards a length in the unit of the rule. */
function lookAt(day: number, { length }: ClockRule, calendar: Calendar) {
  const { work, why, name } = calendar.kindOf(day)
  return { counts: work || !('workdays' in length), said: { why, ...(name === undefined ? {} : { name }) } }
}

function countOn({ rule, start, due, pauses }: Clock, now: number, calendar: Calendar): ExplainedDay[] {
  const [first, last] = [dayOf(start.at), dayOf(due)]
  const stood = pauses.map(({ from, until = now }) => [dayOf(from), dayOf(until)] as const)
  const days: ExplainedDay[] = [{ date: dateOf(first), why: 'start' }]
  let n = 0
  for (let day = first + 1; day <= last; day++) {
    const date = dateOf(day)
    const { counts, said } = lookAt(day, rule, calendar)
    if (stood.some(([from, until]) => day > from && day <= until)) days.push({ date, why: 'paused' })
    else days.push({ date, ...(counts ? { n: ++n } : {}), ...said })
  }
  return days
}

function countBack(due: number, before: number, rule: ClockRule, calendar: Calendar): ExplainedDay[] {
  const [first, last] = [dayOf(due), dayOf(before)]
  const days: ExplainedDay[] = [{ date: dateOf(last), why: 'meant' }]
  let n = 0
  for (let day = last - 1; day >= first; day--) {
    const { counts, said } = lookAt(day, rule, calendar)
    days.unshift({ date: dateOf(day), ...(counts ? { n: ++n } : {}), ...said })
  }
  return days
}

/** Why the lights of a matter are as they are: its clocks that run or stand still, the one that ends first before. */
export function explainRunning(clocks: readonly Clock[], now: number, calendar: Calendar): Explanation[] {
  return clocks
    .filter(isRunning)
    .sort((a, b) => a.due - b.due)
    .map((clock) => explain(clock, now, calendar))
}
