import { describe, expect, it } from 'vitest'
import { calendarEntry } from '../../../core/consultation/calendar.ts'
import { calendarFile } from '../../../core/matter/calendar-file.ts'
import { consultationAt } from '../../support/consultation-stages.ts'
import { consultation } from '../../support/matter.ts'

describe('the calendar file', () => {
  const state = {
    ...consultation(consultationAt('preparing')),
    title: '停车，绿地；怎么兼顾\\',
    startsAt: Date.parse('2026-03-02T01:30:00Z'),
  }
  const file = calendarFile(calendarEntry(state), Date.parse('2026-02-01T00:00:00Z'))
  const lines = file.replaceAll('\r\n ', '').split('\r\n')

  it('[MC27] has begin, end by the agenda, an id and a sequence that replaces earlier files', () => {
    expect(lines).toContain('DTSTART:20260302T013000Z')
    expect(lines).toContain('DTEND:20260302T032000Z')
    expect(lines).toContain('DTSTAMP:20260201T000000Z')
    expect(lines).toContain(`UID:${state.id}`)
    expect(lines).toContain(`SEQUENCE:${state.seq}`)
    expect(lines.at(0)).toBe('BEGIN:VCALENDAR')
    expect(lines.slice(-2)).toEqual(['END:VCALENDAR', ''])
    expect(calendarFile(calendarEntry({ ...state, cancelled: { by: 'm', at: 1, reason: '' } }), 0)).toContain(
      'STATUS:CANCELLED\r\n',
    )
  })

  it('[MC27] escapes texts and folds lines at 75 bytes, within no character', () => {
    const encoder = new TextEncoder()
    for (const line of file.split('\r\n')) expect(encoder.encode(line).length, line).toBeLessThanOrEqual(75)
    expect(lines).toContain('SUMMARY:停车，绿地；怎么兼顾\\\\')
    const other = calendarFile(calendarEntry({ ...state, title: 'a, b; c' }), 0)
    expect(other).toContain('SUMMARY:a\\, b\\; c\r\n')
    expect(lines.find((line) => line.startsWith('DESCRIPTION:'))).toMatch(/补助如何分担？\\n1\. 情况通报\\n2\. /)
    expect(file).not.toMatch(/[^\r]\n/)
  })
})
