import { z } from 'zod'
import { MATTER_KINDS } from '../matter/state.ts'
import { hex64, id, moment, place } from '../wire/scalars.ts'

export const BAG_FORMAT = 'zx-bag'
export const BAG_VERSION = 1

/**
 * `data/metadata.json` of a bag: what it holds and who is who in it. Nothing here is under the record's hashes; what the
 * record says itself goes before it.
 */
export const bagMetadataSchema = z.strictObject({
  format: z.literal(BAG_FORMAT),
  version: z.literal(BAG_VERSION),
  matter: z.strictObject({
    id,
    kind: z.enum(MATTER_KINDS),
    number: z.string().max(64).optional(),
    title: z.string().max(300),
    status: z.string().max(32),
    author: z.string().max(64),
    createdAt: moment,
    updatedAt: moment,
    /** How many events the record has, and the hash of the last. */
    events: place,
    head: hex64,
  }),
  /** What accounts, units, regions and sectors of the record are called: id → name. */
  names: z.record(z.string().max(64), z.string().max(200)),
  /** The files that the record tells of; `present`: its bytes are in the bag. */
  attachments: z.array(
    z.strictObject({
      sha256: hex64,
      name: z.string().max(300),
      type: z.string().max(100),
      size: z.int().min(1),
      present: z.boolean(),
    }),
  ),
  /** The public key of the server (base64 SPKI), when a checkpoint names it. */
  key: z.string().max(200).optional(),
})
export type BagMetadata = z.output<typeof bagMetadataSchema>
