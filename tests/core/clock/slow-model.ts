import chineseDays from 'chinese-days'
import type { Span } from '../../../core/clock/span.ts'
import type { DayOverride } from '../../../core/clock/workdays.ts'

const stateWorks = new Map<string, boolean>()
const dayAfter = new Map<string, string>()
const dayBefore = new Map<string, string>()

// looking a day up again takes most of the time, and the answer is the same
function remembered<T>(known: Map<string, T>, date: string, find: (date: string) => T): T {
  let found = known.get(date)
  if (found === undefined) known.set(date, (found = find(date)))
  return found
}

/**
 * Deadlines reckoned day by day on dates, as somebody would with a calendar on the wall and a pencil. Written apart
 * from the engine and sharing nothing with it but the State Council's data, up to the last year that is announced.
 */
export function slowModel(overrides: readonly DayOverride[]) {
  const works = (date: string) =>
    overrides.findLast((override) => override.date === date)?.work ??
    remembered(stateWorks, date, chineseDays.isWorkday)

  const next = (date: string, step: 1 | -1 = 1) =>
    remembered(step === 1 ? dayAfter : dayBefore, date, () => {
      const day = new Date(`${date}T12:00:00Z`)
      day.setUTCDate(day.getUTCDate() + step)
      return day.toISOString().slice(0, 10)
    })

  function months(date: string, n: number): string {
    const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
    const index = year * 12 + (month - 1) + n
    const [y, m] = [Math.floor(index / 12), (index % 12) + 1]
    for (let d = day; ; d--) {
      const text = `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
      const real = new Date(`${text}T12:00:00Z`)
      if (!Number.isNaN(real.getTime()) && real.toISOString().startsWith(text)) return text
    }
  }

  /** The date on which a span ends that starts on a date, standing still after `from` up to and with `until`. */
  function end(start: string, span: Span, pauses: readonly { from: string; until: string }[] = []): string {
    const still = (date: string) => pauses.some(({ from, until }) => date > from && date <= until)
    let left =
      'workdays' in span ? span.workdays : 'days' in span ? span.days : daysUpTo(start, months(start, span.months))
    let date = start
    while (left > 0) {
      date = next(date)
      if (!still(date) && (!('workdays' in span) || works(date))) left--
    }
    return date
  }

  function daysUpTo(from: string, to: string): number {
    let count = 0
    for (let date = from; date < to; date = next(date)) count++
    return count
  }

  /** The first date on which a span that began then would reach `due`. */
  function warning(due: string, span: Span): string {
    let date = due
    while (end(next(date, -1), span) >= due) date = next(date, -1)
    return date
  }

  /** The date from which a span of working days reaches up to `date`. */
  function back(date: string, span: Span): string {
    if ('months' in span) return months(date, -span.months)
    let left = 'workdays' in span ? span.workdays : span.days
    let found = date
    while (left > 0) {
      found = next(found, -1)
      if (!('workdays' in span) || works(found)) left--
    }
    return found
  }

  function workdaysBetween(from: string, to: string): number {
    let count = 0
    for (let date = from; date < to;) {
      date = next(date)
      if (works(date)) count++
    }
    return count
  }

  return { works, next, end, warning, back, workdaysBetween }
}
