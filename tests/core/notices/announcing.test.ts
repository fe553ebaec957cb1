import { describe, expect, it } from 'vitest'
import { announcedAt, announcing, isQuiet } from '../../../core/notices/announcing.ts'
import {
  DEFAULT_PREFERENCES,
  noticeKind,
  preferencesSchema,
  untold,
  type Preferences,
} from '../../../core/notices/preferences.ts'
import { seeded } from '../../support/random.ts'

const china = (text: string) => Date.parse(`${text}+08:00`)
const tell = (change: Partial<typeof DEFAULT_PREFERENCES.tell>) => ({ ...DEFAULT_PREFERENCES.tell, ...change })
const prefs = { ...DEFAULT_PREFERENCES, tell: tell({ message: 'daily', suggestion: 'never' }) }

describe('when something is announced', () => {
  it('[NO2] at once by day, at the end of the quiet hours by night, over midnight too', () => {
    expect(announcedAt('task', china('2026-03-02T15:00:00'), prefs)).toBe(china('2026-03-02T15:00:00'))
    expect(announcedAt('task', china('2026-03-02T21:59:59'), prefs)).toBe(china('2026-03-02T21:59:59'))
    expect(announcedAt('task', china('2026-03-02T22:00:00'), prefs)).toBe(china('2026-03-03T07:00:00'))
    expect(announcedAt('task', china('2026-03-03T01:30:00'), prefs)).toBe(china('2026-03-03T07:00:00'))
    expect(announcedAt('task', china('2026-03-03T07:00:00'), prefs)).toBe(china('2026-03-03T07:00:00'))
  })
  it('[NO2] quiet hours within a day, and none at all', () => {
    const noon = { ...prefs, quiet: { from: 12 * 60, until: 14 * 60 } }
    expect(isQuiet(noon, china('2026-03-02T11:59:00'))).toBe(false)
    expect(announcedAt('clock', china('2026-03-02T12:30:00'), noon)).toBe(china('2026-03-02T14:00:00'))
    expect(announcedAt('clock', china('2026-03-02T23:30:00'), { ...prefs, quiet: null })).toBe(
      china('2026-03-02T23:30:00'),
    )
    expect(preferencesSchema.safeParse({ ...prefs, quiet: { from: 60, until: 60 } }).success).toBe(false)
  })
  it('[NO2] once a day at the hour chosen, after the quiet hours where it falls into them; never is never', () => {
    expect(announcedAt('message', china('2026-03-02T07:59:00'), prefs)).toBe(china('2026-03-02T08:00:00'))
    expect(announcedAt('message', china('2026-03-02T08:00:01'), prefs)).toBe(china('2026-03-03T08:00:00'))
    expect(announcedAt('message', china('2026-03-02T08:30:00'), { ...prefs, dailyAt: 6 * 60 })).toBe(
      china('2026-03-03T07:00:00'),
    )
    expect(announcedAt('suggestion', china('2026-03-02T08:30:00'), prefs)).toBeUndefined()
  })
  it('[NO3] what is said is gathered by matter, said once, and only what is due since the last look', () => {
    const at = china('2026-03-02T10:00:00')
    const thing = (key: string, matter: string, minutes: number, kind = 'task' as const) => ({
      key,
      matter,
      kind,
      at: at + minutes * 60_000,
    })
    const things = [thing('a', 'm1', -90), thing('b', 'm1', 1), thing('c', 'm2', 2), thing('d', 'm1', 3)]
    const look = { since: at, now: at + 3 * 60_000, said: new Set(['c']) }
    const { groups, next } = announcing([...things, { ...thing('e', 'm3', 2), kind: 'message' as const }], look, prefs)
    expect(groups.map((group) => group.map(({ key }) => key))).toEqual([['d', 'b']])
    expect(next).toBe(china('2026-03-03T08:00:00'))
  })
  it('[NO3] whatever the hours, a day of looks says each thing once and none in quiet hours', () => {
    const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
    const random = seeded(seed)
    const int = (most: number) => Math.floor(random() * (most + 1))
    const pick = <T>(of: readonly T[]): T => of[int(of.length - 1)]!
    for (let round = 0; round < 200; round++) {
      const any = () => int(24 * 60 - 1)
      const [from, until] = [any(), any()]
      const own: Preferences = {
        tell: tell({ task: pick(['now', 'daily'] as const), clock: pick(['now', 'daily', 'never'] as const) }),
        quiet: from === until ? null : { from, until },
        dailyAt: any(),
      }
      const start = china('2026-03-02T00:00:00')
      const things = Array.from({ length: 30 }, (_, n) => ({
        key: String(n),
        matter: `m${n % 4}`,
        kind: pick(['task', 'clock'] as const),
        at: start + any() * 60_000 + 1,
      }))
      let said = new Set<string>()
      let since = start
      let looked = start
      const times: string[] = []
      let now = start
      while (now <= start + 4 * 24 * 3_600_000) {
        // started again: what was said is known only by the time of the last look
        if (int(5) === 0) [said, since] = [new Set(), looked]
        const present = things.filter(({ at }) => at <= now)
        const { groups, next = Infinity } = announcing(present, { since, now, said }, own)
        if (isQuiet(own, now)) expect(groups, `quiet hours, SEED=${seed}`).toEqual([])
        else looked = now
        for (const { key } of groups.flat()) {
          times.push(key)
          said.add(key)
        }
        now = Math.min(next, now + (1 + int(39)) * 60_000)
      }
      const wanted = things.filter(({ kind }) => own.tell[kind] !== 'never').map(({ key }) => key)
      expect(times.toSorted(), `SEED=${seed}`).toEqual(wanted.toSorted())
    }
  })
})

describe('kinds of notices', () => {
  it('[NO1] a clock and a message are of kinds of their own, all else is of its matter’s', () => {
    expect(noticeKind('clock.warned', 'proposal')).toBe('clock')
    expect(noticeKind('message.posted', 'service')).toBe('message')
    expect(noticeKind('answer.published', 'answer')).toBe('service')
    expect(noticeKind('proposal.filed', 'proposal')).toBe('proposal')
  })
  it('[NO1] what is never told of is left out by type or by matter', () => {
    expect(untold({ ...prefs, tell: tell({ message: 'never', service: 'never' }) })).toEqual({
      types: ['message.'],
      matters: ['service', 'answer'],
    })
  })
})
