import { describe, expect, it } from 'vitest'
import { bookOf, ruleOf, whyNotSettable } from '../../../core/clock/book.ts'
import { chinaDate, dateOf, dayOfDate, dayStart } from '../../../core/clock/calendar.ts'
import { clocksOf, isRunning } from '../../../core/clock/clocks.ts'
import { clockCommands, decideClock } from '../../../core/clock/due-commands.ts'
import { explain } from '../../../core/clock/explain.ts'
import type { Mark } from '../../../core/clock/mark.ts'
import type { ClockRule } from '../../../core/clock/rule.ts'
import { CLOCK_RULES } from '../../../core/clock/rules.ts'
import { clockSettingsSchema, type DaySetting, type RuleSetting } from '../../../core/clock/settings.ts'
import type { Span } from '../../../core/clock/span.ts'
import { clockDays } from '../../../core/consultation/clocks.ts'
import { seeded } from '../../support/random.ts'
import { slowModel } from './slow-model.ts'

const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`)
const { refuse } = CLOCK_RULES
const assigned = (seq: number, date: string): Mark => ({
  seq,
  type: 'proposal.assigned',
  at: noon(date),
  data: { lead: 'u1', assisting: [] },
})
const setRule = (from: string, length: Span, more: Partial<RuleSetting> = {}): RuleSetting => ({
  rule: refuse.id,
  from: noon(from),
  length,
  warning: { workdays: 1 },
  text: '本会规定',
  by: 'administrator',
  reason: '人手不足',
  ...more,
})
const setDay = (day: string, work: boolean, from = '2026-01-01'): DaySetting => ({
  day,
  work,
  name: '机关活动日',
  from: noon(from),
  by: 'administrator',
  reason: '另有安排',
})
const FAR = noon('2028-01-01')

describe('the book of a committee', () => {
  it('[CK21] a clock keeps the rule in force when it started; one that starts later goes by the newer', () => {
    const rules = [setRule('2026-03-03', { workdays: 7 }), setRule('2026-03-10', { days: 10 })]
    const record = [assigned(1, '2026-03-02'), assigned(2, '2026-03-04'), assigned(3, '2026-03-10')]
    const book = bookOf({ rules, days: [] })
    const found = clocksOf(record, [refuse], FAR, book)
    expect(found.map(({ due, warnsAt }) => [due, warnsAt].map(chinaDate))).toEqual([
      ['2026-03-09', '2026-03-02'],
      ['2026-03-13', '2026-03-12'],
      ['2026-03-20', '2026-03-19'],
    ])
    expect(
      found.map(({ stopped }) => stopped !== undefined),
      'a later start ends the one before',
    ).toEqual([true, true, false])
    const [before, after] = [found[0]!, found[1]!].map((clock) => explain(clock, FAR, book.calendar).rule)
    expect(before).toMatchObject({ text: refuse.text, length: { workdays: 5 } })
    expect(before?.since).toBeUndefined()
    expect(after).toMatchObject({ text: '本会规定', length: { workdays: 7 }, since: noon('2026-03-03') })
  })

  it('[CK21] a session takes the lengths in force when it was first prepared, and its own go before', () => {
    const { papers } = CLOCK_RULES
    const book = bookOf({ rules: [setRule('2026-03-03', { workdays: 3 }, { rule: papers.id })], days: [] })
    expect(clockDays({}, noon('2026-03-02'), book)).toEqual({ notice: 15, papers: 10, minutes: 7 })
    expect(clockDays({ minutes: 2 }, noon('2026-03-04'), book)).toEqual({ notice: 15, papers: 3, minutes: 2 })
  })

  it('[CK22] the latest word on a day holds for every clock, whenever it started', () => {
    const record = [assigned(1, '2026-03-02')]
    const due = (days: DaySetting[]) => chinaDate(clocksOf(record, [refuse], FAR, bookOf({ rules: [], days }))[0]!.due)
    expect(due([])).toBe('2026-03-09')
    expect(due([setDay('2026-03-05', false, '2026-03-04')]), 'set while it runs').toBe('2026-03-10')
    expect(due([setDay('2026-03-07', true, '2026-03-04')]), 'a Saturday that is worked').toBe('2026-03-07')
    expect(
      due([setDay('2026-03-05', true, '2026-03-06'), setDay('2026-03-05', false, '2026-03-04')]),
      'taken back: the later word, in whatever order they are kept',
    ).toBe('2026-03-09')
  })

  it('[CK23] what the record has said of a clock stands: another calendar says nothing twice', () => {
    const start = assigned(1, '2026-03-02')
    const standard = bookOf()
    const late = noon('2026-03-10')
    const said = decideClock(
      clocksOf([start], [refuse], late, standard),
      clockCommands(clocksOf([start], [refuse], late, standard), late)[0]!,
      late,
    )
    if (!said.ok) throw new Error('refused')
    const record: Mark[] = [start, { seq: 2, at: late, ...said.events[0]! }]
    const moved = bookOf({ rules: [], days: [setDay('2026-03-05', false), setDay('2026-03-06', false)] })
    const clock = (at: number) => clocksOf(record, [refuse], at, moved)[0]!
    expect(chinaDate(clock(late).due), 'its end is another').toBe('2026-03-11')
    expect(isRunning(clock(late))).toBe(true)
    for (const at of ['2026-03-11', '2026-03-12', '2026-04-01'].map(noon))
      expect(clockCommands([clock(at)], at), chinaDate(at)).toEqual([])
  })

  it('[CK24] only a rule that there is can be set; the clocks of a session are numbers of working days', () => {
    expect(whyNotSettable('proposal.refuse', { days: 3 })).toBeUndefined()
    expect(whyNotSettable('proposal.nothing', { days: 3 })).toBe('unknown-rule')
    expect(whyNotSettable('consultation.notice', { days: 3 })).toBe('workdays-only')
    expect(whyNotSettable('consultation.notice', { workdays: 3 })).toBeUndefined()
    expect(Object.values(CLOCK_RULES).map(({ id }) => ruleOf(id)?.id)).toEqual(
      Object.values(CLOCK_RULES).map(({ id }) => id),
    )
    const wrong = [
      { rules: [], days: [{ ...setDay('2026-02-30', true) }] },
      { rules: [setRule('2026-03-02', { workdays: 0 })], days: [] },
      { rules: [{ ...setRule('2026-03-02', { days: 3 }), reason: '' }], days: [] },
    ]
    expect(wrong.map((settings) => clockSettingsSchema.safeParse(settings).success)).toEqual([false, false, false])
    expect(
      clockSettingsSchema.safeParse({ rules: [setRule('2026-03-02', { days: 3 })], days: [setDay('2026-02-28', true)] })
        .success,
    ).toBe(true)
  })
})

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
const CASES = 3000

describe(`random books against the slow model (SEED=${seed})`, () => {
  it(`[CK21] [CK22] agree in ${CASES} random cases`, { timeout: 120_000 }, () => {
    const random = seeded(seed)
    const int = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
    const span = (most: number): Span =>
      [{ workdays: int(1, most) }, { days: int(1, most) }, { months: int(1, Math.ceil(most / 30)) }][int(0, 2)]!
    for (let i = 0; i < CASES; i++) {
      const first = dayOfDate('2023-06-01') + int(0, 800)
      const at = (day: number) => dayStart(day) + int(0, 86_399_999)
      const rules: RuleSetting[] = Array.from({ length: int(0, 4) }, (_, n) =>
        setRule('2026-01-01', span(90), { from: at(first + int(-10, 60)), warning: span(20), text: `第${n}次` }),
      )
      const days: DaySetting[] = Array.from({ length: int(0, 6) }, () => ({
        ...setDay(dateOf(first + int(-5, 150)), random() < 0.5),
        from: at(first + int(-30, 90)),
      }))
      const record: Mark[] = Array.from({ length: int(1, 3) }, (_, n) => ({
        n,
        at: at(first + int(n * 20, n * 20 + 19)),
      })).map(({ n, at: when }) => ({ seq: n + 1, type: 'proposal.assigned', at: when, data: { lead: 'u1' } }))
      const rule: ClockRule = refuse
      const found = clocksOf(record, [rule], at(first + 400), bookOf({ rules, days }))
      // the slow way: walk over everything that was set, and keep the latest
      const overrides = [...days]
        .sort((a, b) => a.from - b.from)
        .map(({ day, work, name }) => ({ date: day, work, name }))
      const slow = slowModel(overrides)
      const expected = record.map((start) => {
        let held: { length: Span; warning: Span; from: number } = {
          length: rule.length,
          warning: rule.warning,
          from: -1,
        }
        for (const set of rules) if (set.from <= start.at && set.from >= held.from) held = set
        const due = slow.end(chinaDate(start.at), held.length)
        return [due, slow.warning(due, held.warning)]
      })
      const got = found.map(({ due, warnsAt }) => [chinaDate(due), chinaDate(warnsAt)])
      if (JSON.stringify(got) !== JSON.stringify(expected))
        expect(got, JSON.stringify({ case: i, rules, days, record, SEED: seed })).toEqual(expected)
    }
    console.info(`${CASES} books agree (SEED=${seed})`)
  })
})
