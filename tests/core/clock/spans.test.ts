import { STATE_CALENDAR } from '../../../core/clock/workdays.ts'
import { describe, expect, it } from 'vitest'
import { chinaDate, dateOf, dayOf, dayOfDate, dayStart } from '../../../core/clock/calendar.ts'
import { clocksOf } from '../../../core/clock/clocks.ts'
import { dueLight, dueWithin, usuallyNear, WARNING } from '../../../core/clock/light.ts'
import { workdaysLeft } from '../../../core/clock/remaining.ts'
import type { ClockRule } from '../../../core/clock/rule.ts'
import { CLOCK_RULES } from '../../../core/clock/rules.ts'
import { endBefore, endOf, type Span } from '../../../core/clock/span.ts'
import { createCalendar, type DayOverride } from '../../../core/clock/workdays.ts'
import { seeded } from '../../support/random.ts'
import { slowModel } from './slow-model.ts'
import { STANDARD_BOOK } from '../../../core/clock/book.ts'

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const CASES = 20_000
const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`)
const end = (date: string, span: Span) => chinaDate(endOf(noon(date), span, STATE_CALENDAR))

describe('deadlines by hand', () => {
  // reckoned on the printed calendars: the start, so many working days, the day of the end
  const BY_HAND: [start: string, workdays: number, due: string, why: string][] = [
    ['2024-02-08', 1, '2024-02-09', 'the eve of the Spring Festival is worked in 2024'],
    ['2024-02-08', 2, '2024-02-18', 'the Sunday behind the festival is worked for it'],
    ['2024-02-02', 5, '2024-02-08', 'Sunday 4 February is worked for the festival'],
    ['2024-09-27', 3, '2024-10-08', '29 and 30 September, then behind the National Day'],
    ['2024-09-27', 7, '2024-10-12', 'Saturday 12 October is worked for it'],
    ['2024-09-12', 3, '2024-09-18', 'Saturday 14 September is worked for Mid-autumn'],
    ['2025-01-23', 3, '2025-01-27', 'Friday, the worked Sunday 26, Monday 27'],
    ['2025-01-27', 1, '2025-02-05', 'eight days of Spring Festival'],
    ['2025-01-27', 4, '2025-02-08', 'Saturday 8 February is worked for it'],
    ['2025-09-26', 3, '2025-09-30', 'the worked Sunday 28, Monday, Tuesday'],
    ['2025-09-30', 1, '2025-10-09', 'National Day and Mid-autumn together'],
    ['2025-09-30', 3, '2025-10-11', 'Saturday 11 October is worked for them'],
    ['2026-02-13', 1, '2026-02-14', 'Saturday 14 February is worked for the Spring Festival'],
    ['2026-02-13', 2, '2026-02-24', 'nine days of Spring Festival'],
    ['2026-02-24', 4, '2026-02-28', 'Saturday 28 February is worked for it'],
    ['2026-09-18', 1, '2026-09-20', 'Sunday 20 September is worked for the National Day'],
    ['2026-09-24', 1, '2026-09-28', 'Mid-autumn'],
    ['2026-09-30', 3, '2026-10-10', 'Saturday 10 October is worked for the National Day'],
    ['2026-09-30', 5, '2026-10-13', 'an assignment on the eve may be refused until then'],
  ]
  it.each(BY_HAND)('[CK7] %s and %i working days end on %s: %s', (start, workdays, due) => {
    expect(end(start, { workdays })).toBe(due)
    expect(chinaDate(endBefore(noon(due), { workdays }, STATE_CALENDAR)) <= due).toBe(true)
    expect(
      workdaysLeft(endOf(noon(start), { workdays }, STATE_CALENDAR), noon(start), STATE_CALENDAR),
      'and back',
    ).toBe(workdays)
  })

  it('[CK8] fifteen working days before a meeting behind the National Day', () => {
    // 2026-10-15 back: 14 13 12 10 9 8 October, 30 29 28 24 23 22 21 20 18 September
    expect(chinaDate(endBefore(noon('2026-10-15'), { workdays: 15 }, STATE_CALENDAR))).toBe('2026-09-18')
  })

  it('[CK2] three months from 30 November end in February', () => {
    expect(end('2026-11-30', { months: 3 })).toBe('2027-02-28')
  })
})

/** A random case of one clock: its rule, when it started, when it stood still, and a calendar of its own. */
function randomCase(random: () => number) {
  const pick = <T>(...values: T[]) => values[Math.floor(random() * values.length)] as T
  const int = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  const span = (most: number): Span =>
    pick<Span>({ workdays: int(0, most) }, { days: int(0, most) }, { months: int(0, Math.ceil(most / 30)) })
  const start = dayOfDate('2023-06-01') + int(0, 900)
  const overrides: DayOverride[] = Array.from({ length: int(0, 3) }, () => ({
    date: dateOf(start + int(-20, 120)),
    work: random() < 0.5,
    name: '委员会',
  }))
  const pauses: { from: number; until: number }[] = []
  for (let day = start, n = int(0, 3); n > 0; n--) {
    const from = day + int(0, 40)
    day = from + int(0, 30)
    pauses.push({ from, until: day })
  }
  return { start, length: span(180), warning: span(60), overrides, pauses, hour: int(0, 23), back: random() < 0.1 }
}

describe(`deadlines against a slow model (SEED=${seed})`, () => {
  it(`[CK9] agree in ${CASES} random cases`, { timeout: 120_000 }, () => {
    const random = seeded(seed)
    for (let i = 0; i < CASES; i++) {
      const { start, length, warning, overrides, pauses, hour, back } = randomCase(random)
      const slow = slowModel(overrides)
      const calendar = createCalendar(overrides)
      const at = (day: number) => dayStart(day) + hour * 3_600_000
      const rule: ClockRule = { ...CLOCK_RULES.answer, due: 'none', length, warning, ...(back ? { before: 'on' } : {}) }
      const record = [
        { seq: 1, type: 'proposal.assigned', at: at(start), data: { on: at(start) } },
        ...pauses.flatMap(({ from, until }, n) => [
          { seq: 2 * n + 2, type: 'proposal.answer-submitted', at: at(from) + 1, data: {} },
          { seq: 2 * n + 3, type: 'proposal.answer-returned', at: at(until) + 2, data: {} },
        ]),
      ]
      const now = at(start + 400)
      const about = () =>
        JSON.stringify({ case: i, start: dateOf(start), length, warning, overrides, pauses, back, SEED: seed })
      const [clock] = clocksOf(record, [rule], now, { ...STANDARD_BOOK, calendar })
      const days = pauses.map(({ from, until }) => ({ from: dateOf(from), until: dateOf(until) }))
      const due = back ? slow.back(dateOf(start), length) : slow.end(dateOf(start), length, days)
      const warns = slow.warning(due, warning)
      const found = clock && [chinaDate(clock.due), chinaDate(clock.warnsAt)]
      // asserted only where it fails: an assertion takes longer than the case
      if (found?.[0] !== due || found[1] !== warns) expect(found, about()).toEqual([due, warns])
    }
    console.info(`${CASES} cases agree (SEED=${seed})`)
  })

  it('[SV14] the light turns at the start of the day that `warnsFrom` names, and behind the end', () => {
    const random = seeded(seed)
    for (let i = 0; i < 500; i++) {
      const due = noon('2024-06-01') + Math.floor(random() * 900) * 86_400_000
      const first = usuallyNear(due, STATE_CALENDAR)
      const lights = [first - 1, first, due, due + 1].map((now) => dueLight(due, first, now))
      expect(lights, `due ${chinaDate(due)} (SEED=${seed})`).toEqual(['green', 'amber', 'amber', 'red'])
      expect(endOf(first, WARNING, STATE_CALENDAR) >= due, 'five working days reach it').toBe(true)
      expect(endOf(first - 1, WARNING, STATE_CALENDAR) < due, 'and a day before they did not').toBe(true)
    }
    expect(dueLight(undefined, 0, 0)).toBe('grey')
  })

  it('[TH2] the due dates of a light are those that have it, and every due date is of one light', () => {
    const random = seeded(seed)
    for (let i = 0; i < 2000; i++) {
      const now = noon('2024-01-01') + Math.floor(random() * 900 * 86_400_000)
      const due = now + Math.floor((random() * 30 - 8) * 86_400_000)
      const near = usuallyNear(due, STATE_CALENDAR)
      const found = (['green', 'amber', 'red'] as const).filter((light) => {
        const { dueFrom = -Infinity, dueTo = Infinity, nearFrom = -Infinity, nearTo = Infinity } = dueWithin(light, now)
        return due >= dueFrom && due < dueTo && near >= nearFrom && near < nearTo
      })
      expect(found, `due ${chinaDate(due)} on ${chinaDate(now)} (SEED=${seed})`).toEqual([dueLight(due, near, now)])
    }
  })

  it('[CK9] working days left agree', () => {
    const random = seeded(seed)
    const slow = slowModel([])
    for (let i = 0; i < 1000; i++) {
      const now = noon('2024-01-01') + Math.floor(random() * 900 * 86_400_000)
      const due = now + Math.floor((random() - 0.3) * 200 * 86_400_000)
      const [early, late] = [now, due].sort((a, b) => a - b) as [number, number]
      const count = slow.workdaysBetween(chinaDate(early), chinaDate(late))
      expect(workdaysLeft(due, now, STATE_CALENDAR), `${chinaDate(now)} to ${chinaDate(due)} (SEED=${seed})`).toBe(
        due >= now || count === 0 ? count : -count,
      )
    }
    expect(dayOf(0)).toBe(0)
  })
})
