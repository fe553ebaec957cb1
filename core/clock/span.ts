import { DAY_MS, dayEnd, dayOf, dayStart, monthsAfter } from './calendar.ts'
import type { Calendar } from './workdays.ts'

/** A length of time as public rules state it. */
export type Span = { workdays: number } | PlainSpan
/** A length that needs no calendar of working days. */
export type PlainSpan = { days: number } | { months: number }

/** The day on which a span ends that begins on a day, which itself does not count. A negative span is counted back. */
export function dayAfter(day: number, span: Span, calendar: Calendar | undefined): number {
  if ('workdays' in span) return known(calendar).after(day, span.workdays)
  return 'days' in span ? day + span.days : monthsAfter(day, span.months)
}

function known(calendar: Calendar | undefined): Calendar {
  if (!calendar) throw new Error('working days are counted by a calendar')
  return calendar
}

/** The end of a span that starts at a time in ms UTC: the end of its last day in China. */
export function endOf(at: number, span: PlainSpan): number
export function endOf(at: number, span: Span, calendar: Calendar): number
export function endOf(at: number, span: Span, calendar?: Calendar): number {
  return dayEnd(dayAfter(dayOf(at), span, calendar))
}

/** The end of the day from which a span reaches up to a time in ms UTC: by when what is due so long before it is due. */
export function endBefore(at: number, span: Span, calendar: Calendar): number {
  return dayEnd(dayAfter(dayOf(at), negative(span), calendar))
}

function negative(span: Span): Span {
  if ('workdays' in span) return { workdays: -span.workdays }
  return 'days' in span ? { days: -span.days } : { months: -span.months }
}

/**
 * A due date moved by the days from `from` to `to` that stood still, counted in the span's own unit: working days for
 * working days, else calendar days. The day of `from` has run, that of `to` has not. Times in ms UTC.
 */
export function movedBy(due: number, from: number, to: number, span: Span, calendar: Calendar): number {
  const days = stoodStill(from, to, span, calendar)
  if (days === 0) return due
  return 'workdays' in span ? dayEnd(calendar.after(dayOf(due), days)) : due + days * DAY_MS
}

/** How many of its own days a span stands still between two times in ms UTC. */
export function stoodStill(from: number, to: number, span: Span, calendar: Calendar): number {
  return 'workdays' in span ? calendar.between(dayOf(from), dayOf(to)) : dayOf(to) - dayOf(from)
}

/**
 * From when on a due date is near: the start of the first day on which a span that began then would reach it.
 * Times in ms UTC.
 */
export function warnsFrom(due: number, warning: Span, calendar: Calendar): number {
  const day = dayOf(due)
  if ('days' in warning) return dayStart(day - warning.days)
  if ('workdays' in warning) {
    // the first day of which the n-th working day after it is not before the due one
    if (warning.workdays === 0) return dayStart(day)
    return dayStart(calendar.after(day, -warning.workdays))
  }
  // months end unevenly: the day found by going back may be some days off
  let first = monthsAfter(day, -warning.months)
  while (monthsAfter(first - 1, warning.months) >= day) first--
  while (monthsAfter(first, warning.months) < day) first++
  return dayStart(first)
}
