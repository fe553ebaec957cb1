import { describe, expect, it } from 'vitest'
import { bookOf, STANDARD_BOOK } from '../../../core/clock/book.ts'
import { chinaDate, dateOf, endOfDay } from '../../../core/clock/calendar.ts'
import { clocksOf } from '../../../core/clock/clocks.ts'
import { explain } from '../../../core/clock/explain.ts'
import { CLOCK_RULES } from '../../../core/clock/rules.ts'
import type { DueTask } from '../../../core/wire/records.ts'
import { boundsOf, byDay, periodOf, type Range } from '../../../src/features/clocks/days.ts'
import { holdersOf } from '../../../src/features/clocks/holders.ts'
import WhyBody from '../../../src/features/clocks/WhyBody.vue'
import { screen } from '../../support/screen.ts'
import { cast } from '../../support/stages.ts'

const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`)
const task = (date: string, more: Partial<DueTask> = {}): DueTask => ({
  ...{ matter: 'm', kind: 'answer', since: 0, due: endOfDay(date), warnsAt: 0, rule: 'proposal.answer' },
  ...{ for: ['unit:u1'], others: 0, mine: false, summary: {} as DueTask['summary'] },
  ...more,
})

function withoutRule({ rule: _rule, ...rest }: DueTask): DueTask {
  return rest
}

describe('what falls due', () => {
  it('[CK25] a week goes from Monday to Sunday in China, a forecast from today so many days on', () => {
    const period = (range: Range, at: number) => Object.values(periodOf(range, at)).map(dateOf)
    expect(period('week', noon('2026-09-30'))).toEqual(['2026-09-28', '2026-10-04'])
    expect(period('week', noon('2026-09-28')), 'a Monday').toEqual(['2026-09-28', '2026-10-04'])
    expect(period('week', noon('2026-10-04')), 'a Sunday').toEqual(['2026-09-28', '2026-10-04'])
    expect(period('week', Date.parse('2026-09-27T16:00:00Z')), 'midnight in China').toEqual([
      '2026-09-28',
      '2026-10-04',
    ])
    expect(period('d7', noon('2026-09-30'))).toEqual(['2026-09-30', '2026-10-07'])
    expect(boundsOf('week', noon('2026-09-30'))).toEqual({ to: endOfDay('2026-10-04') + 1 })
    expect(boundsOf('d15', noon('2026-09-30'))).toEqual({ from: noon('2026-09-30'), to: endOfDay('2026-10-15') + 1 })
  })

  it('[CK25] [CK16] by day: what is past comes apart, a week shows its empty days, a forecast what would be a breach', () => {
    const now = noon('2026-09-30')
    const tasks = [
      task('2026-09-29'),
      task('2026-09-30'),
      task('2026-10-02', { rule: 'proposal.evaluate' }),
      withoutRule(task('2026-10-02', { kind: 'vote' })),
    ]
    const days = (range: Range) =>
      byDay(tasks, range, now, STANDARD_BOOK.calendar).days.map(({ day, tasks: due, kind }) => [
        dateOf(day).slice(5),
        due.length,
        kind.work,
      ])
    expect(byDay(tasks, 'week', now, STANDARD_BOOK.calendar).overdue.map(({ due }) => chinaDate(due))).toEqual([
      '2026-09-29',
    ])
    expect(days('week')).toEqual([
      ['09-30', 1, true],
      ['10-01', 0, false],
      ['10-02', 2, false],
      ['10-03', 0, false],
      ['10-04', 0, false],
    ])
    expect(days('d7'), 'who does not evaluate breaks no rule').toEqual([['09-30', 1, true]])
  })

  it('[CK25] names units and roles, oneself, and of others only how many they are', () => {
    const words = (holders: string[], others: number) =>
      holdersOf({ for: holders, others }, { unit: (id: string) => `单位${id}` })
    expect(words(['unit:u1', 'role:moderator'], 0)).toBe('单位u1、主持人')
    expect(words(['account:a'], 2)).toBe('我、2 位当事人')
  })

  it('[CK17] the answer to why: the rule as it was in force, since when, each day with its reason, and whether it is sure', async () => {
    const set = { rule: 'proposal.refuse', from: noon('2026-09-01'), length: { workdays: 3 }, warning: { workdays: 1 } }
    const book = bookOf({ rules: [{ ...set, text: '本会规定三日内退办。', by: 'a', reason: 'b' }], days: [] })
    const start = { seq: 4, type: 'proposal.assigned', at: noon('2026-09-30'), data: { lead: 'u1' } }
    const [clock] = clocksOf([start], [CLOCK_RULES.refuse], noon('2026-10-09'), book)
    const why = explain(clock!, noon('2026-10-09'), book.calendar)
    const { view } = await screen(WhyBody, { why, now: noon('2026-10-09') }, { me: cast.moderator })
    const text = view.text().replace(/\s+/g, '')
    for (const part of [
      '本会规定三日内退办。',
      '本会自2026年9月1日起施行',
      '3个工作日',
      '2026年10月10日',
      '放假安排均已公布',
    ])
      expect(text).toContain(part)
    const days = view.findAll('li').map((day) => day.text().replace(/\s+/g, ''))
    expect(days).toHaveLength(11)
    expect(days.at(1)).toContain('国庆节放假—')
    expect(days.at(-1), 'Saturday 10 October is worked').toContain('国庆节调休上班3')
  })
})
