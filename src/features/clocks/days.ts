import { dateOf, dayEnd, dayOf, dayStart } from '../../../core/clock/calendar.ts'
import { ruleOf } from '../../../core/clock/book.ts'
import type { DayKind, Calendar } from '../../../core/clock/workdays.ts'
import type { DueTask } from '../../../core/wire/records.ts'

export const RANGES = ['week', 'd7', 'd15', 'd30'] as const
export type Range = (typeof RANGES)[number]

/** So many days from now a forecast reaches; `undefined` for the week. */
export const daysAhead = (range: Range) => (range === 'week' ? undefined : Number(range.slice(1)))

/**
 * The days of a period, numbers as `dayOf` gives them: the week from Monday to Sunday, or today and so many days more.
 * `now` in ms UTC.
 */
export function periodOf(range: Range, now: number): { first: number; last: number } {
  const today = dayOf(now)
  const ahead = daysAhead(range)
  if (ahead !== undefined) return { first: today, last: today + ahead }
  // day 0, 1 January 1970, was a Thursday
  const monday = today - ((today + 3) % 7)
  return { first: monday, last: monday + 6 }
}

/** What is asked for: in a week also what was due before and still waits, in a forecast only what lies ahead. */
export function boundsOf(range: Range, now: number): { from?: number; to: number } {
  const { last } = periodOf(range, now)
  return { ...(range === 'week' ? {} : { from: now }), to: dayEnd(last) + 1 }
}

/** One day with what is due on it. */
export interface DueDay {
  day: number
  /** Noon of that day, ms UTC: for its name. */
  at: number
  kind: DayKind
  tasks: DueTask[]
}

/** What was due before `now` comes first and apart; then day by day, in a week also the days on which nothing is due. */
export function byDay(
  tasks: readonly DueTask[],
  range: Range,
  now: number,
  calendar: Calendar,
): { overdue: DueTask[]; days: DueDay[] } {
  const { first, last } = periodOf(range, now)
  const ahead = tasks.filter(({ due, rule }) => due >= now && (range === 'week' || breaches(rule)))
  const groups = Map.groupBy(ahead, ({ due }) => dayOf(due))
  const days: DueDay[] = []
  for (let day = Math.max(first, dayOf(now)); day <= last; day++) {
    const due = groups.get(day) ?? []
    if (due.length === 0 && range !== 'week') continue
    days.push({ day, at: dayStart(day) + 12 * 3_600_000, kind: calendar.kindOf(day), tasks: due })
  }
  return { overdue: tasks.filter(({ due }) => due < now), days }
}

/** True for the rules whose end, once it is past, stands in the record as a breach. */
function breaches(rule: string | undefined): boolean {
  return rule !== undefined && (ruleOf(rule)?.onRecord ?? false)
}

/** The first and last date of a period: `YYYY-MM-DD`. */
export function datesOf(range: Range, now: number): { from: string; to: string } {
  const { first, last } = periodOf(range, now)
  return { from: dateOf(first), to: dateOf(last) }
}
