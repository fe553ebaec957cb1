import { describe, expect, it } from 'vitest'
import { DAY_MS, dayOf, dayStart } from '../../core/clock/calendar.ts'
import { STATE_CALENDAR } from '../../core/clock/workdays.ts'
import { beginningOf, HOUR_MS, MINUTE_MS, unpressed, waking } from '../../server/demo/hours.ts'
import { ANSWERS, REQUESTS } from '../../server/demo/requests.ts'
import { SESSIONS } from '../../server/demo/sessions.ts'
import { CLUES, STORIES } from '../../server/demo/stories.ts'
import { THREADS } from '../../server/demo/threads.ts'
import { timelineOf } from '../../server/demo/timeline.ts'

const TALES = [...STORIES, ...CLUES, ...SESSIONS, ...THREADS, ...REQUESTS, ...ANSWERS]
const GAS = TALES.filter(({ key }) => key === 'gas-alarm')
const china = (text: string) => Date.parse(`${text}+08:00`)
const intoDay = (at: number) => at - dayStart(dayOf(at))

describe('the hours of the demo', () => {
  // every hour of a day, and days before, in and after the longest holidays
  const starts = [
    ...Array.from({ length: 48 }, (_, i) => china('2026-11-22T00:00') + i * (HOUR_MS / 2)),
    ...['2026-02-13T09:41', '2026-02-20T02:00', '2026-03-01T15:00', '2026-10-09T23:59', '2026-12-08T08:01'].map(china),
  ]

  it('[SV9] lets everything happen before the start and between eight and ten, at whatever hour it starts', () => {
    for (const now of starts) {
      const when = new Date(now + 8 * HOUR_MS).toISOString()
      for (const { at, type } of timelineOf(TALES, now)) {
        expect(at, `${type}, started ${when}`).toBeLessThan(now)
        expect(intoDay(at), `${type}, started ${when}: not before eight`).toBeGreaterThanOrEqual(8 * HOUR_MS)
        expect(intoDay(at), `${type}, started ${when}: not after ten`).toBeLessThanOrEqual(22 * HOUR_MS)
      }
    }
  })

  it('[SV9] puts no night between what was said and what its author changes of it minutes later', () => {
    for (let minute = 0; minute < 24 * 60; minute += 2) {
      const now = china('2026-11-22T00:00') + minute * MINUTE_MS
      const timeline = timelineOf(GAS, now)
      const edits = timeline.filter(({ type }) => type === 'message.edit')
      expect(edits).toHaveLength(1)
      for (const { at, by } of edits) {
        const said = timeline.filter((one) => one.type === 'message.post' && one.by === by && one.at <= at).at(-1)
        const later = at - (said?.at ?? 0)
        expect(later, `started ${new Date(now).toISOString()}`).toBeLessThanOrEqual(10 * MINUTE_MS)
      }
    }
  })

  it('[SV9] lets the session that goes on last until now by day and into the evening before by night', () => {
    const minutesAgo = 100
    const begins = (text: string) =>
      new Date(beginningOf({ minutesAgo }, china(text)) + 8 * HOUR_MS).toISOString().slice(0, 16)
    expect(begins('2026-11-22T15:02')).toBe('2026-11-22T13:20')
    expect(begins('2026-11-22T22:30')).toBe('2026-11-22T20:20')
    expect(begins('2026-11-22T03:00')).toBe('2026-11-21T20:20')
    expect(begins('2026-11-22T09:30')).toBe('2026-11-21T20:20')
    expect(begins('2026-11-22T10:05')).toBe('2026-11-22T08:25')
  })

  it('[SV9] holds the other sessions on working days, in the past for what is over', () => {
    for (const now of starts)
      for (const { begins, key } of SESSIONS) {
        if (!('day' in begins)) continue
        const at = beginningOf(begins, now)
        expect(STATE_CALENDAR.kindOf(dayOf(at)).work, `${key} from ${new Date(now).toISOString()}`).toBe(true)
        expect(Math.sign(at - now), key).toBe(Math.sign(begins.day))
      }
  })

  it('[SV9] goes on after a sitting from the hour at which it ended', () => {
    const at = china('2026-11-20T16:20')
    expect(Math.abs(waking(unpressed(at)) - at)).toBeLessThanOrEqual(1)
    expect(waking(unpressed(at) + 24 * HOUR_MS) - at).toBeCloseTo(DAY_MS, -1)
  })
})
