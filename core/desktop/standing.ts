import { z } from 'zod'
import { checkpointSchema } from '../wire/records.ts'
import { hex64, id, moment, place } from '../wire/scalars.ts'

/** What the last verification of a copy came to, how many events it had then, and how many faults were found. */
export const verifiedSchema = z.strictObject({
  at: moment,
  verdict: z.enum(['held', 'partly', 'failed']),
  events: place,
  findings: z.int().min(0),
})
export type Verified = z.output<typeof verifiedSchema>

/**
 * The server tells another story than the kept copy from `seq` on, as was noticed at `at` (ms UTC). `theirs`: what it
 * has at that place; absent when its record ends before. `checkpoint`: its signed word on where its record stands.
 */
export const divergedSchema = z.strictObject({
  seq: z.int().min(1),
  at: moment,
  theirs: z
    .strictObject({ id, at: moment, actor: z.string().max(64), type: z.string().max(64), hash: hex64 })
    .optional(),
  checkpoint: checkpointSchema.optional(),
})
export type Diverged = z.output<typeof divergedSchema>

/** The files that the events up to `seq` tell of, each of at most `most` bytes, were fetched, or are not to be had. */
export const fetchedSchema = z.strictObject({ seq: place, most: z.int().min(0) })
export type Fetched = z.output<typeof fetchedSchema>

/** What the catalogue remembers of how a copy stands against itself, its files and its server. */
export const standingSchema = {
  verified: verifiedSchema.optional(),
  fetched: fetchedSchema.optional(),
  diverged: divergedSchema.optional(),
}
