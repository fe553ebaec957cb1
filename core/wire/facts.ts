import { z } from 'zod'
import { accountSchema, eventSchema, summarySchema } from './records.ts'
import { id, moment } from './scalars.ts'

/** Why the server ended a session or closed a connection. */
export const SESSION_ENDS = ['signed-out', 'expired', 'suspended', 'too-slow', 'shutdown', 'protocol'] as const

const tallySchema = z.strictObject({
  cast: z.int(),
  eligible: z.int(),
  quorate: z.boolean(),
  passed: z.boolean().optional(),
  counts: z.array(z.number()),
  order: z.array(z.array(z.int())).optional(),
  winner: z.int().optional(),
})

/** Every fact that the server tells without being asked. */
export const facts = {
  'session:welcome': z.strictObject({
    account: accountSchema,
    server: z.strictObject({ name: z.string(), version: z.string(), key: z.string(), now: moment }),
    protocol: z.literal(1),
  }),
  'matter:events': z.strictObject({ matter: id, events: z.array(eventSchema) }),
  'matters:changed': z.strictObject({ items: z.array(summarySchema) }),
  'inbox:changed': z.strictObject({ unread: z.int(), tasks: z.int() }),
  'presence:changed': z.strictObject({ matter: id, present: z.array(z.string()), typing: z.array(z.string()) }),
  'poll:progress': z.strictObject({ matter: id, poll: z.string(), cast: z.int(), tally: tallySchema.optional() }),
  'statements:progress': z.strictObject({
    matter: id,
    round: z.int(),
    participants: z.int(),
    counts: z
      .array(z.strictObject({ statement: z.string(), agree: z.int(), disagree: z.int(), pass: z.int() }))
      .optional(),
  }),
  'session:ended': z.strictObject({ reason: z.enum(SESSION_ENDS) }),
} as const

export type FactName = keyof typeof facts
export type Fact<N extends FactName> = z.output<(typeof facts)[N]>
