import { chinaDate } from '../../../core/clock/calendar.ts'

/** Of which time the statistics are: by when proposals were submitted. */
export const PERIODS = ['all', 'year', 'lastYear', 'months12'] as const
export type Period = (typeof PERIODS)[number]

const CHINA_OFFSET_MS = 8 * 60 * 60_000
const begins = (date: string) => Date.parse(`${date}T00:00:00Z`) - CHINA_OFFSET_MS

/** Begin and end of a period in ms UTC, as the days are in China; `to` is outside. Open ends are absent. */
export function boundsOf(period: Period, now: number): { from?: number; to?: number } {
  const [year = '', month = '', day = ''] = chinaDate(now).split('-')
  switch (period) {
    case 'all':
      return {}
    case 'year':
      return { from: begins(`${year}-01-01`) }
    case 'lastYear':
      return { from: begins(`${Number(year) - 1}-01-01`), to: begins(`${year}-01-01`) }
    case 'months12': {
      // 29 February has no day a year before it: the first of March begins there.
      const before = begins(`${Number(year) - 1}-${month}-${day}`)
      return { from: Number.isFinite(before) ? before : begins(`${Number(year) - 1}-03-01`) }
    }
    default:
      return period satisfies never
  }
}
