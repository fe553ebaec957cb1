import type { ConsultationState } from './state.ts'

const FOLD = 75

/**
 * The session as a calendar file (iCalendar, RFC 5545) for one event: CRLF line ends, lines folded at 75 bytes, texts
 * escaped. It lasts as long as its agenda, an hour when it has none. `now` is when the file is made; times in ms UTC.
 * A later file of the same session replaces the earlier one: the id is the matter's, the sequence the record's place.
 */
export function calendarFile(state: ConsultationState, now: number): string {
  const minutes = state.agenda.reduce((sum, item) => sum + item.minutes, 0) || 60
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//zx//consultation//ZH',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${state.id}`,
    `SEQUENCE:${state.seq}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(state.startsAt)}`,
    `DTEND:${stamp(state.startsAt + minutes * 60_000)}`,
    `SUMMARY:${escaped(state.title)}`,
    `DESCRIPTION:${escaped([state.question, ...state.agenda.map(({ title }, i) => `${i + 1}. ${title}`)].join('\n'))}`,
    `STATUS:${state.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => folded(line) + '\r\n').join('')
}

const stamp = (at: number) => new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')

const escaped = (text: string) => text.replaceAll(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n')

/** Lines of at most 75 bytes of UTF-8, none cut within a character; what goes on begins with a space. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let bytes = 0
  for (const character of line) {
    const point = character.codePointAt(0) ?? 0
    const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
    // the space before what goes on counts
    if (bytes + size > FOLD - (parts.length > 0 ? 1 : 0)) {
      parts.push(part)
      part = ''
      bytes = 0
    }
    part += character
    bytes += size
  }
  return [...parts, part].join('\r\n ')
}
