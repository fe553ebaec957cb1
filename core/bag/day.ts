const CHINA_OFFSET_MS = 8 * 60 * 60_000

/** The day in China (UTC+8, without summer time) of a moment in ms UTC, as `2026-03-01`. */
export const dayOf = (at: number): string => chinaTime(at).slice(0, 10)

/** Day and time in China to the second, as `2026-03-01 09:30:05`. */
export const timeOf = (at: number): string => chinaTime(at).slice(0, 19).replace('T', ' ')

/** The same as ISO 8601 with its offset. */
export const isoOf = (at: number): string => `${chinaTime(at).slice(0, 19)}+08:00`

function chinaTime(at: number): string {
  return new Date(at + CHINA_OFFSET_MS).toISOString()
}
