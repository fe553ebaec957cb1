import chineseDays from 'chinese-days'
import { DAY_MS, dateOf } from './calendar.ts'
import { isPublished, statutoryDays } from './statutory.ts'

/** Why a day is worked or not. `committee`: the committee decided so, whatever the State Council's calendar says. */
export type DayWhy = 'weekday' | 'weekend' | 'holiday' | 'make-up' | 'committee'

export interface DayKind {
  work: boolean
  why: DayWhy
  /** Of the holiday, of the holiday that a make-up day belongs to, or what the committee calls the day. */
  name?: string
}

/** A day on which a committee works, or does not, otherwise than the State Council's calendar says. */
export interface DayOverride {
  /** `YYYY-MM-DD` */
  date: string
  work: boolean
  name: string
}

/** Which days are worked. Days are numbers as `dayOf` gives them. */
export interface Calendar {
  kindOf(day: number): DayKind
  /** How many working days there are after `from`, up to and with `to`; negative when `to` lies before. */
  between(from: number, to: number): number
  /** The n-th working day after a day; the n-th before it when n < 0; the day itself when n = 0. */
  after(day: number, n: number): number
  /** False for years whose holidays the State Council has not announced: only week-ends and the days free by law are known of them. */
  isAnnounced(day: number): boolean
}

/** One year in sums, so that counting needs no walk over its days. */
interface Year {
  first: number
  length: number
  /** `before[i]`: working days among the first i days. */
  before: Uint16Array
  /** `nth[k]`: which day of the year the working day k is, both from 0. */
  nth: Uint16Array
  total: number
}

// of every day that was asked for, for all calendars: a few hundred a year
const stateKinds = new Map<number, DayKind>()

/** What the State Council's calendar says of a day. */
function stateKindOf(day: number): DayKind {
  let found = stateKinds.get(day)
  if (!found) stateKinds.set(day, (found = readDay(day)))
  return found
}

function readDay(day: number): DayKind {
  const date = dateOf(day)
  const { work, name } = chineseDays.getDayDetail(date)
  // a day of the arrangement comes as `Spring Festival,春节,4`; of the others the weekday is the machine's own zone's
  const [, holiday] = name.split(',')
  if (holiday) return { work, why: work ? 'make-up' : 'holiday', name: holiday }
  const at = new Date(day * DAY_MS)
  const year = at.getUTCFullYear()
  if (!isPublished(year) && statutoryDays(year).has(date)) return { work: false, why: 'holiday', name: '法定节假日' }
  const weekend = at.getUTCDay() % 6 === 0
  return { work: !weekend, why: weekend ? 'weekend' : 'weekday' }
}

/**
 * The working days of the State Council's calendar (npm `chinese-days`: week-ends, public holidays, make-up days), as a
 * committee overrides it. Each year is read once, when it is first asked for.
 */
export function createCalendar(overrides: readonly DayOverride[] = []): Calendar {
  const own = new Map(overrides.map((override) => [override.date, override]))
  const years = new Map<number, Year>()

  function kindOf(day: number): DayKind {
    const override = own.size > 0 ? own.get(dateOf(day)) : undefined
    return override ? { work: override.work, why: 'committee', name: override.name } : stateKindOf(day)
  }

  function year(number: number): Year {
    let found = years.get(number)
    if (!found) years.set(number, (found = readYear(number)))
    return found
  }

  function readYear(number: number): Year {
    const first = Date.UTC(number, 0, 1) / DAY_MS
    const length = Date.UTC(number + 1, 0, 1) / DAY_MS - first
    const before = new Uint16Array(length + 1)
    const nth = new Uint16Array(length)
    let total = 0
    for (let i = 0; i < length; i++) {
      before[i] = total
      if (kindOf(first + i).work) nth[total++] = i
    }
    before[length] = total
    return { first, length, before, nth, total }
  }

  const yearOf = (day: number) => new Date(day * DAY_MS).getUTCFullYear()

  function between(from: number, to: number): number {
    if (to < from) return -between(to, from)
    let number = yearOf(from)
    let { first, length, before } = year(number)
    let count = -(before[from + 1 - first] ?? 0)
    while (to >= first + length) {
      count += before[length] ?? 0
      ;({ first, length, before } = year(++number))
    }
    return count + (before[to + 1 - first] ?? 0)
  }

  function after(day: number, n: number): number {
    if (n === 0) return day
    let number = yearOf(day)
    let found = year(number)
    const place = day - found.first
    // which of the year's working days it is, from 0; below 0 and beyond the last it is another year's
    let wanted = n > 0 ? (found.before[place + 1] ?? 0) + n - 1 : (found.before[place] ?? 0) + n
    while (wanted >= found.total) {
      wanted -= found.total
      found = year(++number)
    }
    while (wanted < 0) {
      found = year(--number)
      wanted += found.total
    }
    return found.first + (found.nth[wanted] ?? 0)
  }

  return { kindOf, between, after, isAnnounced: (day) => isPublished(yearOf(day)) }
}

/** The State Council's calendar as it is. */
export const STATE_CALENDAR = createCalendar()
