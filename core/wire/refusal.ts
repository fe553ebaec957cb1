import { z } from 'zod'

export const REFUSAL_CODES = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'stale',
  'id-reused',
  'too-large',
  'rate-limited',
  'unavailable',
  'internal',
] as const

/**
 * Why something was not done, as data. `message` is a short English note for programs and logs;
 * `details.reason` is the word the screen explains in the reader's language.
 */
export const refusalSchema = z.strictObject({
  code: z.enum(REFUSAL_CODES),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
})
export type Refusal = z.output<typeof refusalSchema>
export type RefusalCode = Refusal['code']

/** A refusal with its reason word and, where it helps, more details. */
export function refuse(
  code: RefusalCode,
  reason: string,
  message: string,
  details: Record<string, unknown> = {},
): Refusal {
  return { code, message, details: { reason, ...details } }
}

/** What every request is answered with. */
export type Reply<Value> = { ok: true; value: Value } | { ok: false; refusal: Refusal }
