import { z } from 'zod'
import { ROLES } from '../people/roles.ts'
import { moment, place } from '../wire/scalars.ts'
import { warningSchema } from './settings.ts'

/** A day between the start of a clock and its end, and why it counts or does not. */
const day = z.strictObject({
  /** `YYYY-MM-DD` */
  date: z.string(),
  /** Which of the days that count it is, from 1; absent for a day that does not count. */
  n: z.int().optional(),
  /** What the day is; the `start`, the `meant` day from which one counts back, and `paused` days never count. */
  why: z.enum(['weekday', 'weekend', 'holiday', 'make-up', 'committee', 'start', 'meant', 'paused']),
  /** Of the holiday, of the holiday that a make-up day belongs to, or what the committee calls the day. */
  name: z.string().optional(),
})
export type ExplainedDay = z.output<typeof day>

/** What stands behind a light, as it travels. Times in ms UTC. */
export const explanationSchema = z.strictObject({
  rule: z.strictObject({
    id: z.string(),
    name: z.string(),
    text: z.string(),
    length: warningSchema,
    warning: warningSchema,
    since: moment.optional(),
  }),
  who: z.union([
    z.strictObject({ role: z.enum(ROLES) }),
    z.strictObject({ asked: z.boolean() }),
    z.strictObject({ unit: z.string() }),
  ]),
  unit: z.string().optional(),
  key: z.string().optional(),
  light: z.enum(['green', 'amber', 'red', 'grey']),
  /** The event that it began with. */
  start: z.strictObject({ seq: place, type: z.string(), at: moment }),
  /** Where its end was not counted but named: by the start event, or by the extension at this place. */
  named: z.strictObject({ seq: place, due: moment }).optional(),
  /** The date from which it is counted back, for a clock that ends so long before one. */
  before: moment.optional(),
  /** Each with how many of the rule's own days it is: working days, or calendar days. */
  pauses: z.array(z.strictObject({ from: moment, until: moment.optional(), days: z.int() })),
  due: moment,
  warnsAt: z.int(),
  /** From the day of the start up to the day of the end, in order; for one that is counted back, from its end on. */
  days: z.array(day),
  /** False when some of the days lie in a year whose holidays have not been announced: the end may still move. */
  final: z.boolean(),
})
export type Explanation = z.output<typeof explanationSchema>
