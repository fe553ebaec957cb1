import { STATE_CALENDAR } from '../../../../core/clock/workdays.ts'
import { describe, expect, it } from 'vitest'
import { endOfDay } from '../../../../core/clock/calendar.ts'
import { workdaysLeft } from '../../../../core/clock/remaining.ts'
import { dueWords } from '../../../../src/ui/due.ts'
import DueMark from '../../../../src/ui/DueMark.vue'
import { screen } from '../../../support/screen.ts'
import { cast } from '../../../support/stages.ts'

const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`)

describe('how long is left', () => {
  it('[HD2] counts working days, not today, the due day included', () => {
    // 2026-09-01 is a Tuesday
    expect(workdaysLeft(endOfDay('2026-09-01'), noon('2026-09-01'), STATE_CALENDAR)).toBe(0)
    expect(workdaysLeft(endOfDay('2026-09-02'), noon('2026-09-01'), STATE_CALENDAR)).toBe(1)
    expect(workdaysLeft(endOfDay('2026-09-08'), noon('2026-09-01'), STATE_CALENDAR)).toBe(5)
  })
  it('[HD2] leaves out the National Day holiday and counts its make-up day', () => {
    // 1 to 7 October 2026 are off; 20 September and 10 October are worked
    expect(workdaysLeft(endOfDay('2026-10-08'), noon('2026-09-30'), STATE_CALENDAR)).toBe(1)
    expect(workdaysLeft(endOfDay('2026-10-10'), noon('2026-10-09'), STATE_CALENDAR)).toBe(1)
  })
  it('[HD2] past the due date it counts the working days since', () => {
    expect(workdaysLeft(endOfDay('2026-09-01'), noon('2026-09-04'), STATE_CALENDAR)).toBe(-3)
    expect(workdaysLeft(endOfDay('2026-09-04'), noon('2026-09-06'), STATE_CALENDAR), 'a week-end since').toBe(0)
  })
  it('[HD2] says it in words', () => {
    expect(dueWords(endOfDay('2026-09-08'), noon('2026-09-01'), STATE_CALENDAR)).toBe('还剩 5 个工作日')
    expect(dueWords(endOfDay('2026-09-01'), noon('2026-09-01'), STATE_CALENDAR)).toBe('今天到期')
    expect(dueWords(endOfDay('2026-09-01'), noon('2026-09-04'), STATE_CALENDAR)).toBe('已超期 3 个工作日')
    expect(dueWords(endOfDay('2026-09-04'), noon('2026-09-06'), STATE_CALENDAR)).toBe('已超期')
    expect(dueWords(endOfDay('2026-09-06'), noon('2026-09-05'), STATE_CALENDAR)).toBe('期限前已无工作日')
  })
  it('[HD2] marks by colour, shape and word, each different for each light', async () => {
    const marks = [
      [endOfDay('2026-12-01'), 'green', '时间充足'],
      [endOfDay('2026-09-04'), 'amber', '临近期限'],
      [endOfDay('2026-08-03'), 'red', '已超期'],
      [undefined, 'grey', '无期限'],
    ] as const
    const shapes = new Set<string | undefined>()
    for (const [due, light, word] of marks) {
      const { view } = await screen(DueMark, { due, now: noon('2026-09-01') }, { me: cast.moderator })
      expect(view.classes(), word).toContain(light)
      expect(view.text()).toContain(word)
      shapes.add(view.find('path').attributes('d'))
    }
    expect(shapes.size, 'shapes').toBe(4)
  })
})
