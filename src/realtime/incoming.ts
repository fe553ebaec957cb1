import type { z } from 'zod'
import { facts, type Fact, type FactName } from '../../core/wire/facts.ts'
import { refusalSchema, refuse, type Reply } from '../../core/wire/refusal.ts'

/** The refusal that the client itself gives: nobody has answered. */
export function unavailable(reason: 'offline' | 'timeout'): { ok: false; refusal: ReturnType<typeof refuse> } {
  return { ok: false, refusal: refuse('unavailable', reason, reason === 'offline' ? 'not connected' : 'no answer') }
}

/** A fact as it should be; `undefined` when it is not. */
export function parseFact<N extends FactName>(name: N, body: unknown): Fact<N> | undefined {
  const parsed = facts[name].safeParse(body)
  return parsed.success ? (parsed.data as Fact<N>) : undefined
}

/** A reply as it should be; what is not one is refused `internal` with the reason `protocol`. */
export function parseReply<Value>(schema: z.ZodType<Value>, reply: unknown): Reply<Value> {
  const { ok, value, refusal } = (reply ?? {}) as { ok?: unknown; value?: unknown; refusal?: unknown }
  if (ok === true) {
    const parsed = schema.safeParse(value)
    if (parsed.success) return { ok: true, value: parsed.data }
  } else if (ok === false) {
    const parsed = refusalSchema.safeParse(refusal)
    if (parsed.success) return { ok: false, refusal: parsed.data }
  }
  return { ok: false, refusal: refuse('internal', 'protocol', 'the answer does not have the right shape') }
}
