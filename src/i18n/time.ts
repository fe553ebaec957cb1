import { i18n, t } from './i18n.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = i18n.global.locale.value
  const key = locale + JSON.stringify(options)
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, hourCycle: 'h23' })
  formats.set(key, known)
  return known
}

const clock = { hour: '2-digit', minute: '2-digit' } as const
const day = { month: 'long', day: 'numeric' } as const

const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString()

/** The time of day, `10:32`. `at` in ms UTC, shown in the machine's time zone. */
export function timeOfDay(at: number): string {
  return format(clock).format(at)
}

/** The whole date, `2026年11月3日`. */
export function wholeDate(at: number): string {
  return format({ year: 'numeric', ...day }).format(at)
}

/** The whole date with weekday and time of day, `2026年11月3日周二 14:30`. */
export function fullDay(at: number): string {
  return format({ year: 'numeric', ...day, weekday: 'short', ...clock }).format(at)
}

/** The date with its weekday, as between the days of a discussion; today and yesterday by name. */
export function dayName(at: number, now: number): string {
  const date = new Date(at)
  const relative = nearDay(date, new Date(now))
  if (relative) return t(relative, { time: '' }).trim()
  const year = date.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' as const }
  return format({ ...year, ...day, weekday: 'short' }).format(at)
}

/** A moment as short as it stays clear: `今天 10:32`, `昨天 18:05`, `11月3日 09:00`, `2025年1月2日`. */
export function moment(at: number, now: number): string {
  const date = new Date(at)
  const today = new Date(now)
  const relative = nearDay(date, today)
  if (relative) return t(relative, { time: timeOfDay(at) })
  return date.getFullYear() === today.getFullYear() ? format({ ...day, ...clock }).format(at) : wholeDate(at)
}

/** The end of something, after its beginning: only the time of day where both lie on one day. */
export function until(from: number, to: number, now: number): string {
  return sameDay(new Date(from), new Date(to)) ? timeOfDay(to) : moment(to, now)
}

/** The day as short as it stays clear: `今天`, `昨天`, `11月3日`, `2025年1月2日`. */
export function shortDay(at: number, now: number): string {
  const date = new Date(at)
  const today = new Date(now)
  const relative = nearDay(date, today)
  if (relative) return t(relative, { time: '' }).trim()
  return date.getFullYear() === today.getFullYear() ? format(day).format(at) : wholeDate(at)
}

/** A moment in full, for tooltips and the record. */
export function fullMoment(at: number): string {
  return format({ year: 'numeric', ...day, ...clock, second: '2-digit' }).format(at)
}

function nearDay(date: Date, today: Date): 'common.today' | 'common.yesterday' | undefined {
  if (sameDay(date, today)) return 'common.today'
  const before = new Date(today)
  before.setDate(before.getDate() - 1)
  return sameDay(date, before) ? 'common.yesterday' : undefined
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How long ago something was: `刚刚` within a minute, else `3 分钟前`. `ms` since then. */
export function ago(ms: number): string {
  return ms < MINUTE ? t('common.justNow') : t('common.ago', { span: span(ms) })
}

/** A length of time in one unit, rounded up to a whole second: `45 秒`, `3 分钟`, `2 小时`, `5 天`. `ms` may be negative. */
export function span(ms: number): string {
  const length = Math.abs(ms)
  if (length < MINUTE) return t('common.lasted.seconds', { n: Math.max(1, Math.ceil(length / 1000)) })
  if (length < HOUR) return t('common.lasted.minutes', { n: Math.round(length / MINUTE) })
  if (length < DAY) return t('common.lasted.hours', { n: Math.round(length / HOUR) })
  return t('common.lasted.days', { n: Math.round(length / DAY) })
}
