const FOLD = 75

/** Something that people come to at a time. Times in ms UTC. */
export interface CalendarEntry {
  /** The same for every file about it: a later file replaces the earlier one. */
  id: string
  /** Grows with every change: the place of the record. */
  sequence: number
  startsAt: number
  minutes: number
  title: string
  description: string
  place?: string
  cancelled: boolean
}

/**
 * A calendar file (iCalendar, RFC 5545) for one entry: CRLF line ends, lines folded at 75 bytes, texts escaped. `now` is
 * when the file is made, in ms UTC.
 */
export function calendarFile(entry: CalendarEntry, now: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//zx//calendar//ZH',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${entry.id}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(entry.startsAt)}`,
    `DTEND:${stamp(entry.startsAt + entry.minutes * 60_000)}`,
    `SUMMARY:${escaped(entry.title)}`,
    `DESCRIPTION:${escaped(entry.description)}`,
    ...(entry.place === undefined ? [] : [`LOCATION:${escaped(entry.place)}`]),
    `STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
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
