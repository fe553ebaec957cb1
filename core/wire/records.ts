import { z } from 'zod'
import { MATTER_KINDS } from '../matter/state.ts'
import { TASK_KINDS } from '../matter/task.ts'
import { REGION_LEVELS, ROLES } from '../people/roles.ts'
import { hex64, id, moment, place } from './scalars.ts'

/** An event of a record as it travels. `data` is checked by its hash, and by its reader. */
export const eventSchema = z.strictObject({
  matter: id,
  seq: z.int().min(1),
  id,
  at: moment,
  actor: z.string(),
  command: id,
  type: z.string(),
  v: z.int().min(1),
  data: z.unknown().optional(),
  salt: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  dataHash: hex64,
  prev: hex64,
  hash: hex64,
})

export const checkpointSchema = z.strictObject({
  matter: id,
  seq: z.int().min(1),
  hash: hex64,
  at: moment,
  alg: z.literal('ed25519'),
  key: z.string(),
  signature: z.string(),
})

export const accountSchema = z.strictObject({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  sector: z.string().optional(),
  unit: z.string().optional(),
  region: z.string().optional(),
  suspended: z.literal(true).optional(),
})
const retired = z.literal(true).optional()
export const unitSchema = z.strictObject({ id: z.string(), name: z.string(), region: z.string(), retired })
export const regionSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  level: z.enum(REGION_LEVELS),
  parent: z.string().optional(),
  retired,
})
export const sectorSchema = z.strictObject({ id: z.string(), name: z.string(), retired })

/** A matter in a list. `counts` are numbers of messages, supporters and signed co-signers. */
export const summarySchema = z.strictObject({
  id,
  kind: z.enum(MATTER_KINDS),
  number: z.string().optional(),
  title: z.string(),
  status: z.string(),
  /** A session that was called off: its status alone says only that it is over. */
  cancelled: z.literal(true).optional(),
  category: z.string().optional(),
  region: z.string().optional(),
  unit: z.string().optional(),
  author: z.string(),
  createdAt: moment,
  updatedAt: moment,
  seq: place,
  /** What is due next, and from when on that is near; both or neither. */
  dueAt: moment.optional(),
  warnsAt: moment.optional(),
  light: z.enum(['green', 'amber', 'red', 'grey']).optional(),
  counts: z.strictObject({ messages: z.int(), supports: z.int(), cosigners: z.int() }),
})
export type Summary = z.output<typeof summarySchema>

/** Something that waits for the reader, with the matter it is about. */
export const taskSchema = z.strictObject({
  matter: id,
  kind: z.enum(TASK_KINDS),
  since: moment,
  until: moment.optional(),
  due: moment.optional(),
  warnsAt: moment.optional(),
  rule: z.string().optional(),
  item: z.int().optional(),
  summary: summarySchema,
})
export type InboxTask = z.output<typeof taskSchema>

/**
 * Something with a due date, with the matter it is about. `for`: those it waits for as `addressText` of
 * core/matter/task gives them, without the accounts of others, of whom only the number is told; `mine`: the reader is
 * among them.
 */
export const dueTaskSchema = taskSchema.required({ due: true, warnsAt: true }).extend({
  for: z.array(z.string()),
  others: z.int(),
  mine: z.boolean(),
})
export type DueTask = z.output<typeof dueTaskSchema>

/** A turn in a matter of the reader's. `n` grows; `inbox:read {upTo: n}` marks it and all before as read. */
export const noticeSchema = z.strictObject({
  n: z.int().min(1),
  matter: id,
  /** Of the matter. */
  kind: z.enum(MATTER_KINDS),
  title: z.string(),
  seq: z.int().min(1),
  type: z.string(),
  actor: z.string(),
  at: moment,
  read: z.boolean(),
})
export type Notice = z.output<typeof noticeSchema>

/** The state of a matter as sent: these fields always, the rest as its kind has it, and the latest messages. */
export const stateSchema = z.looseObject({
  id,
  kind: z.enum(MATTER_KINDS),
  status: z.string(),
  seq: place,
  title: z.string(),
  author: z.string(),
  number: z.string().optional(),
})
