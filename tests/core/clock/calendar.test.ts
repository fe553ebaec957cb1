import { describe, expect, it } from 'vitest'
import {
  chinaDate,
  dateOf,
  dayEnd,
  dayOf,
  dayOfDate,
  dayStart,
  endOfDay,
  monthsAfter,
} from '../../../core/clock/calendar.ts'
import { createCalendar, STATE_CALENDAR } from '../../../core/clock/workdays.ts'

/**
 * What the General Office of the State Council announced, typed from its notices: 国务院办公厅关于2024年部分节假日安排的通知
 * (国办发明电〔2023〕7号), …2025年… (国办发明电〔2024〕12号), …2026年… (国办发明电〔2025〕7号). Days off that a notice reaches only
 * because they are a week-end are week-ends here.
 */
const NOTICES: Record<
  number,
  { off: [name: string, from: string, to: string][]; worked: [name: string, date: string][] }
> = {
  2024: {
    off: [
      ['元旦', '01-01', '01-01'],
      ['春节', '02-10', '02-17'],
      ['清明', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午', '06-10', '06-10'],
      ['中秋', '09-15', '09-17'],
      ['国庆节', '10-01', '10-07'],
    ],
    worked: [
      ['春节', '02-04'],
      ['春节', '02-18'],
      ['清明', '04-07'],
      ['劳动节', '04-28'],
      ['劳动节', '05-11'],
      ['中秋', '09-14'],
      ['国庆节', '09-29'],
      ['国庆节', '10-12'],
    ],
  },
  2025: {
    off: [
      ['元旦', '01-01', '01-01'],
      ['春节', '01-28', '02-04'],
      ['清明', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午', '05-31', '06-02'],
      // 国庆节、中秋节
      ['国庆节', '10-01', '10-05'],
      ['中秋', '10-06', '10-06'],
      ['国庆节', '10-07', '10-08'],
    ],
    worked: [
      ['春节', '01-26'],
      ['春节', '02-08'],
      ['劳动节', '04-27'],
      ['国庆节', '09-28'],
      ['国庆节', '10-11'],
    ],
  },
  2026: {
    off: [
      ['元旦', '01-01', '01-03'],
      ['春节', '02-15', '02-23'],
      ['清明', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午', '06-19', '06-21'],
      ['中秋', '09-25', '09-27'],
      ['国庆节', '10-01', '10-07'],
    ],
    worked: [
      ['元旦', '01-04'],
      ['春节', '02-14'],
      ['春节', '02-28'],
      ['劳动节', '05-09'],
      ['国庆节', '09-20'],
      ['国庆节', '10-10'],
    ],
  },
}

describe('days', () => {
  it('[CK1] a day is a day in China', () => {
    expect(chinaDate(Date.parse('2026-09-30T15:59:59.999Z'))).toBe('2026-09-30')
    expect(chinaDate(Date.parse('2026-09-30T16:00:00Z'))).toBe('2026-10-01')
    expect(endOfDay('2026-09-30')).toBe(Date.parse('2026-09-30T15:59:59.999Z'))
    const day = dayOfDate('2026-03-01')
    expect([dayStart(day), dayEnd(day)].map((at) => new Date(at).toISOString())).toEqual([
      '2026-02-28T16:00:00.000Z',
      '2026-03-01T15:59:59.999Z',
    ])
    expect(dayOf(dayStart(day))).toBe(day)
    expect(dateOf(day)).toBe('2026-03-01')
  })

  it('[CK2] months end on the last day where the month is shorter', () => {
    const later = (date: string, n: number) => dateOf(monthsAfter(dayOfDate(date), n))
    expect(later('2026-01-31', 1)).toBe('2026-02-28')
    expect(later('2028-01-31', 1), 'a leap year').toBe('2028-02-29')
    expect(later('2026-08-31', 3)).toBe('2026-11-30')
    expect(later('2026-11-30', 3)).toBe('2027-02-28')
    expect(later('2026-12-15', 1)).toBe('2027-01-15')
    expect(later('2026-03-31', -1)).toBe('2026-02-28')
  })
})

describe('the calendar', () => {
  it.each(Object.entries(NOTICES))(
    '[CK3] of %s is what the State Council announced, day by day',
    (year, { off, worked }) => {
      for (let day = dayOfDate(`${year}-01-01`); day <= dayOfDate(`${year}-12-31`); day++) {
        const date = dateOf(day)
        const short = date.slice(5)
        const holiday = off.find(([, from, to]) => from <= short && short <= to)
        const madeUp = worked.find(([, on]) => on === short)
        const weekend = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
        const expected = holiday
          ? { work: false, why: 'holiday', name: holiday[0] }
          : madeUp
            ? { work: true, why: 'make-up', name: madeUp[0] }
            : { work: !weekend, why: weekend ? 'weekend' : 'weekday' }
        expect(STATE_CALENDAR.kindOf(day), date).toEqual(expected)
        expect(STATE_CALENDAR.isAnnounced(day), date).toBe(true)
        expect(STATE_CALENDAR.between(day - 1, day), `${date} counts`).toBe(Number(expected.work))
      }
    },
  )

  it('[CK4] a committee overrides single days, and nothing else changes', () => {
    const own = createCalendar([
      { date: '2026-09-30', work: false, name: '机关活动日' },
      { date: '2026-10-02', work: true, name: '值班' },
    ])
    expect(own.kindOf(dayOfDate('2026-09-30'))).toEqual({ work: false, why: 'committee', name: '机关活动日' })
    expect(own.kindOf(dayOfDate('2026-10-02'))).toEqual({ work: true, why: 'committee', name: '值班' })
    const from = dayOfDate('2026-09-29')
    expect(dateOf(own.after(from, 1))).toBe('2026-10-02')
    expect(dateOf(own.after(from, 2)), 'behind the National Day').toBe('2026-10-08')
    expect(dateOf(own.after(dayOfDate('2026-10-08'), -2)), 'and back').toBe('2026-09-29')
    expect(dateOf(STATE_CALENDAR.after(from, 1)), 'the calendar of the State is as it was').toBe('2026-09-30')
  })

  it('[CK5] says of a year whether its holidays have been announced', () => {
    expect(STATE_CALENDAR.isAnnounced(dayOfDate('2026-12-31'))).toBe(true)
    expect(STATE_CALENDAR.isAnnounced(dayOfDate('2040-10-01')), 'only week-ends and the law are known').toBe(false)
    expect(STATE_CALENDAR.kindOf(dayOfDate('2040-10-01')), 'free by law').toMatchObject({ work: false, why: 'holiday' })
    expect(STATE_CALENDAR.kindOf(dayOfDate('2040-10-08')), 'a Monday').toEqual({ work: true, why: 'weekday' })
  })

  it('[CK6] counts and steps over years by sums', () => {
    const start = dayOfDate('2026-11-22')
    STATE_CALENDAR.after(start, 250 * 40)
    const began = performance.now()
    for (let i = 0; i < 100_000; i++) STATE_CALENDAR.after(start + (i % 300), 60)
    const each = ((performance.now() - began) / 100_000) * 1000
    console.info(`a deadline of 60 working days: ${each.toFixed(2)} µs`)
    // a walk over 87 dates takes a hundred times as long
    expect(each).toBeLessThan(20)
  })
})
