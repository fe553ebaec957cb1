import type { z } from 'zod'
import { commandSchemas, type Command } from '../kinds.ts'
import { refuse, type Reply } from './refusal.ts'

/** Parses with a schema; what does not fit is refused `invalid` with the first places that are wrong. */
export function parse<S extends z.ZodType>(schema: S, body: unknown): Reply<z.output<S>> {
  const result = schema.safeParse(body)
  if (result.success) return { ok: true, value: result.data }
  const issues = result.error.issues.slice(0, 10).map(({ path, message }) => ({ path: path.map(String), message }))
  return { ok: false, refusal: refuse('invalid', 'shape', 'the request does not have the right shape', { issues }) }
}

/** Parses the type and data of a command. Unknown types are refused `invalid`. */
export function parseCommand(type: string, data: unknown): Reply<Command> {
  if (!Object.hasOwn(commandSchemas, type))
    return { ok: false, refusal: refuse('invalid', 'unknown-command', 'no such command') }
  const parsed = parse(commandSchemas[type as Command['type']] as z.ZodType, data)
  return parsed.ok ? { ok: true, value: { type, data: parsed.value } as Command } : parsed
}
