import chineseDays from 'chinese-days'

const DAY_MS = 24 * 60 * 60_000
const before = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10)

const published = new Map<number, boolean>()

/** True when the State Council's arrangement of a year's holidays is known to this edition. */
export function isPublished(year: number): boolean {
  const known =
    published.get(year) ?? chineseDays.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false).length > 0
  published.set(year, known)
  return known
}

const lawful = new Map<number, ReadonlySet<string>>()

/**
 * The days of a year that are free by law whatever is arranged (全国年节及纪念日放假办法, as of 2025): 元旦, 除夕 to 初三,
 * 清明, 1 and 2 May, 端午, 中秋, 1 to 3 October. Dates as `YYYY-MM-DD`.
 */
export function statutoryDays(year: number): ReadonlySet<string> {
  const known = lawful.get(year)
  if (known) return known
  // noon, since the almanac reads the day of its argument in the machine's own zone
  const lunar = (month: number, day: number) =>
    chineseDays.getSolarDateFromLunar(new Date(year, month - 1, day, 12)).date
  const days = new Set([
    `${year}-01-01`,
    before(lunar(1, 1)),
    ...[1, 2, 3].map((day) => lunar(1, day)),
    `${year}-04-${pureBrightness(year)}`,
    lunar(5, 5),
    lunar(8, 15),
    ...['05-01', '05-02', '10-01', '10-02', '10-03'].map((day) => `${year}-${day}`),
  ])
  lawful.set(year, days)
  return days
}

/** The day of April on which 清明 falls, for years of this century: `04` or `05`. */
function pureBrightness(year: number): string {
  const n = year % 100
  return `0${Math.floor(n * 0.2422 + 4.81) - Math.floor(n / 4)}`
}
