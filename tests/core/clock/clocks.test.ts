import { STANDARD_BOOK } from '../../../core/clock/book.ts'
import { describe, expect, it } from 'vitest'
import { chinaDate } from '../../../core/clock/calendar.ts'
import { clocksOf, isPaused, light, runningClocks, type Clock } from '../../../core/clock/clocks.ts'
import { clockCommands, clockMoments, decideClock } from '../../../core/clock/due-commands.ts'
import { explain } from '../../../core/clock/explain.ts'
import { forecast } from '../../../core/clock/forecast.ts'
import { createMarker, type Mark } from '../../../core/clock/mark.ts'
import type { ClockRule } from '../../../core/clock/rule.ts'
import { CLOCK_RULES } from '../../../core/clock/rules.ts'
import { createCalendar, STATE_CALENDAR } from '../../../core/clock/workdays.ts'
import { seeded } from '../../support/random.ts'

const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`)
const RULES: readonly ClockRule[] = Object.values(CLOCK_RULES)
const FOREVER = noon('2030-01-01')

/** A record from `[date, type, data]`, places from 1. */
function record(...events: [date: string, type: string, data?: object][]): Mark[] {
  return events.map(([date, type, data = {}], i) => ({ seq: i + 1, at: noon(date), type, data }))
}
const assigned = (more: object = {}) => ({ lead: 'u1', assisting: ['u2', 'u3'], ...more })
const of = (clocks: readonly Clock[], rule: ClockRule, key?: string) =>
  clocks.filter((clock) => clock.rule === rule && clock.key === key)
const one = (events: Mark[], rule: ClockRule, key?: string, now = FOREVER) => {
  const found = of(clocksOf(events, RULES, now, STANDARD_BOOK), rule, key).at(-1)
  if (!found) throw new Error(`no clock of ${rule.id} ${key}`)
  return found
}
const { refuse, reassign, assist, answer, minutes, papers } = CLOCK_RULES

describe('the rules', () => {
  it('[CK10] hold every clock that public rules were found to have, each with its values', () => {
    const values = Object.fromEntries(RULES.map(({ id, length, found }) => [id, [length, ...found]]))
    expect(values).toMatchObject({
      'proposal.refuse': [{ workdays: 5 }, { workdays: 7 }, { days: 10 }],
      'proposal.reassign': [{ days: 7 }],
      'proposal.contact': [{ workdays: 15 }],
      'proposal.assist': [{ months: 1 }, { months: 2 }],
      'proposal.evaluate': [{ workdays: 15 }],
      'consultation.notice': [{ workdays: 15 }],
      'consultation.papers': [{ workdays: 10 }],
      'consultation.minutes': [{ workdays: 7 }],
      'supervision.respond': [{ workdays: 5 }],
      'supervision.report': [{ months: 1 }],
      'supervision.keep': [{ months: 3 }],
      'supervision.verify': [{ workdays: 15 }],
      'supervision.extend': [{ workdays: 5 }],
      'supervision.heed': [{ workdays: 5 }],
      'supervision.rate': [{ workdays: 15 }],
    })
    expect(values['proposal.answer']).toEqual([{ months: 3 }, { months: 6 }, { months: 2 }, { months: 4 }])
    for (const { id, text, name, starts, stops } of RULES) {
      expect(`${name}${text}`, id).toMatch(/^[\p{sc=Han}，。；、“”《》]+$/u)
      expect(starts.length * stops.length, id).toBeGreaterThan(0)
    }
  })
})

describe('clocks in a record', () => {
  it('[CK11] start, stop and start anew with the events of their rule', () => {
    const events = record(
      ['2026-03-02', 'proposal.assigned', assigned()],
      ['2026-03-04', 'proposal.assignment-refused', { unit: 'u1' }],
      ['2026-03-09', 'proposal.assigned', assigned({ lead: 'u4', assisting: [] })],
    )
    const found = clocksOf(events, RULES, FOREVER, STANDARD_BOOK)
    expect(of(found, answer).map(({ unit, stopped }) => [unit, stopped && chinaDate(stopped)])).toEqual([
      ['u1', '2026-03-04'],
      ['u4', undefined],
    ])
    expect(of(found, assist, 'u2').map(({ stopped }) => stopped && chinaDate(stopped))).toEqual(['2026-03-04'])
    expect(of(found, reassign).map(({ due, stopped }) => [due, stopped].map((at) => chinaDate(at ?? 0)))).toEqual([
      ['2026-03-11', '2026-03-09'],
    ])
    expect(
      runningClocks(events, RULES, noon('2026-03-03'), STANDARD_BOOK).map(({ rule, key }) => [rule.id, key]),
      'as it was on a day before',
    ).toEqual([
      ['proposal.refuse', undefined],
      ['proposal.contact', undefined],
      ['proposal.assist', 'u2'],
      ['proposal.assist', 'u3'],
      ['proposal.answer', undefined],
    ])
  })

  it('[CK11] a date that the start names goes before the length of the rule; another round goes by the length', () => {
    const events = record(['2026-03-02', 'proposal.assigned', assigned({ due: noon('2026-04-20') })])
    expect(one(events, answer)).toMatchObject({ due: noon('2026-04-20'), named: noon('2026-04-20') })
    const again = record(
      ['2026-03-02', 'proposal.assigned', assigned({ due: noon('2026-04-20') })],
      ['2026-04-10', 'proposal.answer-released', { unit: 'u1' }],
      ['2026-04-15', 'proposal.rehandled'],
    )
    const found = one(again, answer)
    expect([chinaDate(found.due), found.unit], 'three months, with the unit that has it').toEqual(['2026-07-15', 'u1'])
    expect(chinaDate(one(again, assist, 'u3').due)).toBe('2026-05-15')
  })

  it('[CK12] stand still between events, counted in the unit of the rule', () => {
    const pauses = [{ from: 'x.held', until: ['x.back'] }]
    const rule = (length: ClockRule['length']): ClockRule => ({ ...refuse, length, pauses })
    // 1 to 7 October are off: held on Tuesday 29 September, back on Friday 9 October
    const events = record(
      ['2026-09-28', 'proposal.assigned', assigned()],
      ['2026-09-29', 'x.held'],
      ['2026-10-09', 'x.back'],
    )
    const due = (length: ClockRule['length']) =>
      chinaDate(clocksOf(events, [rule(length)], FOREVER, STANDARD_BOOK)[0]!.due)
    // 29 September counts, 30 September and 8, 9 October do not: 10, 12, 13, 14 October are the second to the fifth
    expect(due({ workdays: 5 })).toBe('2026-10-14')
    expect(due({ days: 10 }), 'ten days').toBe('2026-10-18')
    expect(due({ months: 1 }), 'a month and ten days').toBe('2026-11-07')
    const still = clocksOf(events.slice(0, 2), [rule({ workdays: 5 })], noon('2026-12-01'), STANDARD_BOOK)[0]!
    expect([isPaused(still), light(still, noon('2026-12-01'))], 'what stands still is never late').toEqual([
      true,
      'grey',
    ])
    const late = record(
      ['2026-03-02', 'proposal.assigned', assigned()],
      ['2026-03-20', 'x.held'],
      ['2026-04-09', 'x.back'],
    )
    expect(
      chinaDate(clocksOf(late, [rule({ workdays: 5 })], FOREVER, STANDARD_BOOK)[0]!.due),
      'a pause behind the end moves nothing',
    ).toBe('2026-03-09')
  })

  it('[CK13] an inner clock ends, stands still and stops with the outer one', () => {
    const short = record(['2026-03-02', 'proposal.assigned', assigned({ due: noon('2026-03-12') })])
    expect(one(short, assist, 'u2').due, 'no later than the answer').toBe(noon('2026-03-12'))
    const held = record(
      ['2026-03-02', 'proposal.assigned', assigned()],
      ['2026-03-10', 'proposal.answer-submitted', { unit: 'u1' }],
      ['2026-03-20', 'proposal.answer-returned'],
    )
    expect(chinaDate(one(held, assist, 'u2').due)).toBe('2026-04-12')
    expect(chinaDate(one(held, answer).due)).toBe('2026-06-12')
    const released = [...held, ...record(['2026-03-25', 'proposal.answer-released', { unit: 'u1' }])]
    const given = record(
      ['2026-03-02', 'proposal.assigned', assigned()],
      ['2026-03-05', 'proposal.assisted', { unit: 'u2' }],
    )
    expect(one(given, assist, 'u2').stopped, 'each by its own opinion').toBe(noon('2026-03-05'))
    expect(one(given, assist, 'u3').stopped).toBeUndefined()
    expect(one(released, assist, 'u3').stopped).toBe(noon('2026-03-25'))
  })

  it('[CK14] an extension names another end, of one of several where it says which', () => {
    const rule: ClockRule = {
      ...refuse,
      id: 'x.promise',
      starts: ['x.opened'],
      stops: ['x.done'],
      extensions: ['x.extended'],
      each: { list: 'promises', by: 'promise' },
      due: 'due',
    }
    const promises = [
      { id: 'a', unit: 'u1', due: noon('2026-05-01') },
      { id: 'b', unit: 'u2' },
    ]
    const events = record(
      ['2026-03-02', 'x.opened', { promises }],
      ['2026-03-03', 'x.extended', { promise: 'a', due: noon('2026-06-01') }],
      ['2026-03-04', 'x.done', { promise: 'b' }],
    )
    const [a, b] = clocksOf(events, [rule], FOREVER, STANDARD_BOOK)
    expect(a).toMatchObject({ key: 'a', unit: 'u1', due: noon('2026-06-01'), set: 2 })
    expect(b).toMatchObject({ key: 'b', unit: 'u2', stopped: noon('2026-03-04'), set: 1 })
    expect(b && chinaDate(b.due)).toBe('2026-03-09')
  })

  it('[CK11] an event about one of several begins that one anew, and leaves the others', () => {
    const { report, verify } = CLOCK_RULES
    const rules = [report, verify]
    const commitments = ['a', 'b'].map((id) => ({ id, unit: `u-${id}`, due: noon('2026-12-01') }))
    const events = record(
      ['2026-03-02', 'supervision.opened', { commitments }],
      ['2026-03-20', 'progress.reported', { commitment: 'a', unit: 'u-a', due: 1 }],
      ['2026-03-21', 'commitment.added', { commitment: 'c', unit: 'u-c', due: noon('2026-12-01') }],
      ['2026-03-25', 'commitment.claimed-done', { commitment: 'b', unit: 'u-b' }],
      ['2026-03-26', 'commitment.amended', { commitment: 'c', unit: 'u-d', due: noon('2026-12-01') }],
    )
    const found = clocksOf(events, rules, FOREVER, STANDARD_BOOK)
    const running = found.filter(({ stopped }) => stopped === undefined)
    expect(
      running.map(({ rule, key, unit, due }) => [rule.id, key, unit, chinaDate(due)]),
      'a date that this rule does not go by is not taken for its end',
    ).toEqual([
      ['supervision.report', 'a', 'u-a', '2026-04-20'],
      ['supervision.verify', 'b', undefined, '2026-04-16'],
      ['supervision.report', 'c', 'u-d', '2026-04-26'],
    ])
  })

  it('[CK11] an event counts where a member of its data is what the rule says', () => {
    const { keep, report } = CLOCK_RULES
    const commitments = [{ id: 'a', unit: 'u1', due: noon('2026-05-29') }]
    const until = (verdict: string) =>
      record(
        ['2026-03-02', 'supervision.opened', { commitments }],
        ['2026-05-11', 'commitment.claimed-done', { commitment: 'a', unit: 'u1' }],
        ['2026-05-15', 'commitment.verified', { commitment: 'a', verdict }],
      )
    const [done, partly] = ['done', 'partly'].map((verdict) =>
      clocksOf(until(verdict), [keep, report], FOREVER, STANDARD_BOOK),
    )
    expect(done!.map(({ stopped }) => stopped && chinaDate(stopped))).toEqual(['2026-05-15', '2026-05-11'])
    const [kept, before, after] = partly!
    expect(kept && chinaDate(kept.due), 'the four days of the verdict do not count').toBe('2026-06-02')
    expect([kept!.stopped, before!.stopped && chinaDate(before!.stopped), after!.stopped]).toEqual([
      undefined,
      '2026-05-11',
      undefined,
    ])
  })

  it('[CK14] [CK19] what was said of the end before says nothing of another one', () => {
    const { keep } = CLOCK_RULES
    const commitments = [{ id: 'a', unit: 'u1', due: noon('2026-06-01') }]
    const said = (type: string, due: string, set: number) =>
      [type, { rule: keep.id, key: 'a', set, due: noon(due) }] as const
    const events = record(
      ['2026-03-02', 'supervision.opened', { commitments }],
      ['2026-05-26', ...said('clock.warned', '2026-06-01', 1)],
      ['2026-06-02', ...said('clock.breached', '2026-06-01', 1)],
      ['2026-06-08', 'extension.granted', { commitment: 'a', due: noon('2026-08-31') }],
    )
    const words = (at: string) =>
      clockCommands(clocksOf(events, [keep], noon(at), STANDARD_BOOK), noon(at)).map(({ type }) => type)
    expect(['2026-06-09', '2026-08-25', '2026-09-01'].map(words)).toEqual([[], ['clock.warn'], ['clock.breach']])
  })

  it('[CK15] lights go from green to amber and red, and are grey where nothing runs', () => {
    const events = record(['2026-03-02', 'proposal.assigned', assigned()])
    const clock = one(events, answer)
    expect([clock.due, clock.warnsAt].map(chinaDate)).toEqual(['2026-06-02', '2026-05-26'])
    const lights = [noon('2026-03-02'), clock.warnsAt - 1, clock.warnsAt, clock.due, clock.due + 1].map((at) =>
      light(clock, at),
    )
    expect(lights).toEqual(['green', 'green', 'amber', 'amber', 'red'])
    const stopped = one([...events, ...record(['2026-03-05', 'proposal.answer-released'])], answer)
    expect(light(stopped, clock.due + 1)).toBe('grey')
  })

  it('[CK16] a forecast names what runs out within so many days, the soonest first', () => {
    const events = record(
      ['2026-03-02', 'proposal.assigned', assigned()],
      ['2026-03-03', 'proposal.assignment-accepted', {}],
    )
    const now = noon('2026-03-25')
    const within = (days: number) =>
      forecast(clocksOf(events, RULES, now, STANDARD_BOOK), now, days).map(({ rule, key }) => [rule.id, key])
    expect(within(7), 'the contact was due on 23 March and is past').toEqual([])
    expect(within(8)).toEqual([
      ['proposal.assist', 'u2'],
      ['proposal.assist', 'u3'],
    ])
    expect(within(69).at(-1)).toEqual(['proposal.answer', undefined])
  })

  it('[CK17] why: the rule, the start, the pauses, and each day with its reason', () => {
    const events = record(['2026-09-24', 'proposal.assigned', assigned()])
    const calendar = createCalendar([{ date: '2026-09-29', work: false, name: '机关活动日' }])
    const clock = clocksOf(events, [refuse], FOREVER, { ...STANDARD_BOOK, calendar })[0]!
    const why = explain(clock, noon('2026-09-25'), calendar)
    expect(why).toMatchObject({ unit: 'u1', start: { seq: 1, type: 'proposal.assigned' }, pauses: [], final: true })
    expect(why.rule.text).toContain('五个工作日')
    expect(
      why.days.map(({ date, n, why: reason, name }) => [date.slice(5), n ?? '-', reason, name ?? ''].join(' ').trim()),
    ).toEqual([
      '09-24 - start',
      '09-25 - holiday 中秋',
      '09-26 - holiday 中秋',
      '09-27 - holiday 中秋',
      '09-28 1 weekday',
      '09-29 - committee 机关活动日',
      '09-30 2 weekday',
      ...['01', '02', '03', '04', '05', '06', '07'].map((day) => `10-${day} - holiday 国庆节`),
      '10-08 3 weekday',
      '10-09 4 weekday',
      '10-10 5 make-up 国庆节',
    ])
    expect(chinaDate(clock.due)).toBe('2026-10-10')
    const unknown = clocksOf(
      record(['2040-09-24', 'proposal.assigned', assigned()]),
      [refuse],
      noon('2041-01-01'),
      STANDARD_BOOK,
    )[0]!
    expect(explain(unknown, unknown.due, STATE_CALENDAR).final, 'the holidays of that year are not known').toBe(false)
  })

  it('[CK17] why: days that stood still are told, and how many they were', () => {
    const rule: ClockRule = { ...refuse, pauses: [{ from: 'x.held', until: ['x.back'] }] }
    const events = record(
      ['2026-03-02', 'proposal.assigned', assigned()],
      ['2026-03-04', 'x.held'],
      ['2026-03-09', 'x.back'],
    )
    const why = explain(clocksOf(events, [rule], FOREVER, STANDARD_BOOK)[0]!, FOREVER, STATE_CALENDAR)
    expect(why.pauses).toEqual([{ from: noon('2026-03-04'), until: noon('2026-03-09'), days: 3 }])
    expect(why.days.filter(({ why: reason }) => reason === 'paused').map(({ date }) => date)).toEqual([
      '2026-03-05',
      '2026-03-06',
      '2026-03-07',
      '2026-03-08',
      '2026-03-09',
    ])
    expect(why.days.at(-1)).toMatchObject({ date: '2026-03-12', n: 5 })
  })

  it('[CK8] clocks that are counted back from a meeting', () => {
    const events = record(
      ['2026-09-01', 'consultation.created', { startsAt: noon('2026-10-15') }],
      ['2026-10-15', 'consultation.concluded'],
    )
    expect(chinaDate(one(events, papers).due)).toBe('2026-09-24')
    expect(chinaDate(one(events, minutes).due)).toBe('2026-10-26')
  })

  it('[CK18] the marks of a record give the clocks of the record', () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
    const random = seeded(seed)
    const types = [
      ...new Set(
        RULES.flatMap(({ starts, stops }) => [...starts, ...stops]).map((name) =>
          typeof name === 'string' ? name : name.type,
        ),
      ),
      'message.posted',
      'proposal.answer-submitted',
      'proposal.answer-returned',
    ]
    const marker = createMarker(RULES)
    const bare = ({ start, ...clock }: Clock) => ({ ...clock, start: start.seq })
    for (let i = 0; i < 300; i++) {
      let at = noon('2026-01-01')
      const events = Array.from({ length: 30 }, (_, n) => {
        at += Math.floor(random() * 9 * 86_400_000)
        const [unit, one] = [`u${Math.floor(random() * 4)}`, `c${Math.floor(random() * 3)}`]
        const verdict = random() < 0.5 ? 'done' : 'partly'
        const commitments = [0, 1, 2].map((k) => ({ id: `c${k}`, unit, due: at + k * 86_400_000, text: 'xxx' }))
        const more = random() < 0.3 ? { commitments } : { commitment: one, due: at + 86_400_000 }
        const data = { ...assigned(), ...more, unit, verdict, text: 'x'.repeat(50) }
        return { seq: n + 1, type: n === 0 ? 'message.posted' : types[Math.floor(random() * types.length)]!, at, data }
      })
      const marks = events.flatMap((event) => marker(event) ?? [])
      expect(marks.length).toBeLessThan(events.length)
      expect(JSON.stringify(marks)).not.toContain('xxx')
      expect(clocksOf(marks, RULES, at, STANDARD_BOOK).map(bare), `SEED=${seed}`).toEqual(
        clocksOf(events, RULES, at, STANDARD_BOOK).map(bare),
      )
    }
    expect(marker({ seq: 1, at: 0, type: 'proposal.assigned' }), 'what was redacted marks nothing').toBeUndefined()
  })
})

describe('what clocks bring about', () => {
  const events = record(['2026-03-02', 'proposal.assigned', assigned({ assisting: [] })])
  const rules = [refuse, answer]
  const due = (clocks: readonly Clock[], at: number) => clockCommands(clocks, at).map(({ cause }) => cause)

  it('[CK19] a warning once it is near, a breach once it is past, each once, and neither after the other’s time', () => {
    const clocks = clocksOf(events, rules, FOREVER, STANDARD_BOOK)
    const [first, second] = [one(events, refuse), one(events, answer)]
    expect(due(clocks, noon('2026-03-02')), 'what begins within its warning is not warned of').toEqual([])
    expect(due(clocks, first.due + 1)).toEqual(['clock.breach proposal.refuse  1'])
    expect(due([second], second.warnsAt)).toEqual(['clock.warn proposal.answer  1'])
    expect(due([second], second.due + 1), 'a warning that is late warns of nothing').toEqual([
      'clock.breach proposal.answer  1',
    ])
    expect(clockMoments([second], noon('2026-03-02'))).toEqual([second.warnsAt, second.due + 1])

    const decided = decideClock([second], { type: 'clock.warn', data: { rule: answer.id, set: 1 } }, second.warnsAt)
    const fact = { rule: answer.id, name: '正式答复', set: 1, unit: 'u1', due: second.due }
    expect(decided).toEqual({ ok: true, events: [{ type: 'clock.warned', data: fact }] })
    const warned = clocksOf(
      [...events, { seq: 2, type: 'clock.warned', at: second.warnsAt, data: fact }],
      rules,
      FOREVER,
      STANDARD_BOOK,
    )
    expect(due([of(warned, answer)[0]!], second.warnsAt)).toEqual([])
    for (const [type, at] of [
      ['clock.warn', second.due + 1],
      ['clock.breach', second.due],
      ['clock.warn', second.warnsAt - 1],
    ] as const)
      expect(
        decideClock([second], { type, data: { rule: answer.id, set: 1 } }, at),
        `${type} at its wrong time`,
      ).toEqual({ ok: true, events: [] })
  })
})
