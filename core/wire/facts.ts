import { z } from 'zod'
import { preferencesSchema } from '../notices/preferences.ts'
import { accountSchema, eventSchema, summarySchema } from './records.ts'
import { code, id, moment, place } from './scalars.ts'

/** Why the server ended a session or closed a connection. */
export const SESSION_ENDS = ['signed-out', 'expired', 'suspended', 'too-slow', 'shutdown', 'protocol'] as const

const tallySchema = z.strictObject({
  cast: place,
  eligible: place,
  quorate: z.boolean(),
  passed: z.boolean().optional(),
  counts: z.array(z.number()),
  order: z.array(z.array(place)).optional(),
  winner: place.optional(),
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
  /** What the committee has set, or the roster, is other than it was: to be asked for again. */
  'committee:changed': z.strictObject({ version: place }),
  'inbox:changed': z.strictObject({ unread: z.int(), tasks: z.int() }),
  /** The reader has chosen anew what to be told of, perhaps on another device. */
  'preferences:changed': z.strictObject({ preferences: preferencesSchema }),
  'presence:changed': z.strictObject({ matter: id, present: z.array(z.string()), typing: z.array(z.string()) }),
  /** How an open poll stands; `tally` only where results are shown live. */
  'poll:progress': z.strictObject({ matter: id, poll: code, cast: place, tally: tallySchema.optional() }),
  /** How the open round of statements stands; `counts` from five participants on. */
  'statements:progress': z.strictObject({
    matter: id,
    round: place,
    participants: place,
    counts: z.array(z.strictObject({ statement: code, agree: place, disagree: place, pass: place })).optional(),
  }),
  'session:ended': z.strictObject({ reason: z.enum(SESSION_ENDS) }),
} as const

export type FactName = keyof typeof facts
export type Fact<N extends FactName> = z.output<(typeof facts)[N]>
