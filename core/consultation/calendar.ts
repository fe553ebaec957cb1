import type { CalendarEntry } from '../matter/calendar-file.ts'
import type { ConsultationState } from './state.ts'

/** The session as calendars have it: it lasts as long as its agenda, an hour when it has none. */
export function calendarEntry(state: ConsultationState): CalendarEntry {
  return {
    id: state.id,
    sequence: state.seq,
    startsAt: state.startsAt,
    minutes: state.agenda.reduce((sum, item) => sum + item.minutes, 0) || 60,
    title: state.title,
    description: [state.question, ...state.agenda.map(({ title }, i) => `${i + 1}. ${title}`)].join('\n'),
    cancelled: state.cancelled !== undefined,
  }
}
