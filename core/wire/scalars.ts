import { z } from 'zod'

/** A UUID of RFC 9562 in lower case. Clients make version 7, so that ids sort by time. */
export const id = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, { error: 'not-an-id' })

/** Codes of the roster: regions, units, sectors, categories. */
export const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, { error: 'not-a-code' })

/** Milliseconds UTC since 1970 and before 2100: as far as the calendar goes. */
export const moment = z
  .int()
  .min(0)
  .max(Date.UTC(2100, 0, 1) - 1)

/** A place in a record; 0 is before the first event. */
export const place = z.int().min(0)

export const hex64 = z.string().regex(/^[0-9a-f]{64}$/, { error: 'not-a-hash' })
