import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { chinaDate, dayOfDate, endOfDay } from '../../../core/clock/calendar.ts'
import { dueLight, usuallyNear } from '../../../core/clock/light.ts'
import { workdaysLeft } from '../../../core/clock/remaining.ts'
import { endOf } from '../../../core/clock/span.ts'
import { STATE_CALENDAR } from '../../../core/clock/workdays.ts'
import { parseCommand } from '../../../core/wire/parse.ts'

const isWorkday = (date: string) => STATE_CALENDAR.kindOf(dayOfDate(date)).work
const addWorkdays = (at: number, workdays: number) => endOf(at, { workdays }, STATE_CALENDAR)
const addMonths = (at: number, months: number) => endOf(at, { months })
/** Noon in China on a date, ms UTC. */
const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`)

describe('working days', () => {
  // the State Council's arrangement for 2026: 春节 15–23 February, with 14 and 28 February made up for;
  // 国庆 1–7 October, with 20 September and 10 October made up for
  it.each([
    ['2026-02-12', 1, '2026-02-13'],
    ['2026-02-12', 2, '2026-02-14'],
    ['2026-02-12', 3, '2026-02-24'],
    ['2026-02-12', 7, '2026-02-28'],
    ['2026-02-12', 8, '2026-03-02'],
    ['2026-09-18', 1, '2026-09-20'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-09-30', 4, '2026-10-12'],
    ['2026-10-03', 5, '2026-10-13'],
  ])('[DD1] %s and %i more end with %s, over holidays and made-up days', (from, days, end) => {
    expect(chinaDate(addWorkdays(noon(from), days))).toBe(end)
    expect(addWorkdays(noon(from), days)).toBe(endOfDay(end))
    expect(workdaysLeft(addWorkdays(noon(from), days), noon(from), STATE_CALENDAR), 'as many are left').toBe(days)
  })

  it('[DD1] the day is the one in China, whatever the hour', () => {
    expect(addWorkdays(Date.parse('2026-09-29T16:00:00Z'), 1), '30 September there').toBe(endOfDay('2026-10-08'))
    expect(addWorkdays(Date.parse('2026-09-29T15:59:59Z'), 1), '29 September there').toBe(endOfDay('2026-09-30'))
  })

  it('[DD1] of a year whose arrangement is not published the days of the law are free, and weekends', () => {
    // 除夕 to 初三, 清明, 端午 and 中秋 of 2027 by the almanac
    const free = ['01-01', '02-05', '02-08', '04-05', '06-09', '09-15', '10-01']
    expect(free.filter((day) => isWorkday(`2027-${day}`))).toEqual([])
    expect(['2028-05-01', '2028-05-02', '2028-10-02', '2028-10-03'].filter(isWorkday)).toEqual([])
    expect(['2027-01-04', '2027-02-15', '2027-10-04', '2028-10-04'].every(isWorkday), 'the others are worked on').toBe(
      true,
    )
    expect(chinaDate(addWorkdays(noon('2026-12-31'), 1))).toBe('2027-01-04')
  })
})

describe('far and away', () => {
  it('[DD1] working days are the same wherever the machine stands', () => {
    const days = ['2026-02-14', '2026-10-07', '2026-10-08', '2026-11-22', '2026-11-23', '2028-01-25', '2028-10-03']
    const script = `import { dayOfDate } from './core/clock/calendar.ts'
      import { STATE_CALENDAR } from './core/clock/workdays.ts'
      process.stdout.write(${JSON.stringify(days)}.map((date) => STATE_CALENDAR.kindOf(dayOfDate(date)).work).join())`
    // a zone of its own each: the calendar is built when it is loaded
    for (const TZ of ['UTC', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Shanghai']) {
      const found = execFileSync('node_modules/.bin/node', ['--input-type=module', '-e', script], { env: { TZ } })
      expect(found.toString(), TZ).toBe('true,false,true,false,true,false,false')
    }
  })
  it('[DD2] no date lies beyond the calendar', () => {
    const at = (due: number) => parseCommand('suggestion.forward', { unit: 'unit-1', due })
    expect(at(Date.UTC(2099, 11, 31))).toMatchObject({ ok: true })
    for (const due of [Date.UTC(2100, 0, 1), 8.64e15, Number.MAX_SAFE_INTEGER])
      expect(at(due)).toMatchObject({ ok: false, refusal: { code: 'invalid' } })
  })
})

describe('lights and months', () => {
  it('[SV14] a light turns amber five working days ahead, also over the holidays, and red when it is past', () => {
    const due = endOfDay('2026-10-12')
    const near = usuallyNear(due, STATE_CALENDAR)
    expect(dueLight(due, near, noon('2026-09-28'))).toBe('green')
    expect(dueLight(due, near, noon('2026-09-29')), '30 September, 8, 9, 10 and 12 October').toBe('amber')
    expect(dueLight(due, near, due)).toBe('amber')
    expect(dueLight(due, near, due + 1)).toBe('red')
    expect(dueLight(undefined, near, due)).toBe('grey')
  })
  it('[SV14] months end with the same day, or the last one of a shorter month', () => {
    expect(chinaDate(addMonths(noon('2026-11-30'), 3))).toBe('2027-02-28')
    expect(chinaDate(addMonths(noon('2027-11-30'), 3))).toBe('2028-02-29')
    expect(chinaDate(addMonths(noon('2026-10-31'), 3))).toBe('2027-01-31')
  })
})
