import { z } from 'zod'
import { id } from '../wire/scalars.ts'
import { ownerSchema, type Owner } from './owner.ts'

/** How many matters go into one file. */
export const BAGS_AT_ONCE = 500
/** How short a passphrase may be. */
export const PASSPHRASE_LEAST = 8

export const saveBagsSchema = z.strictObject({
  matters: z
    .array(id)
    .min(1)
    .max(BAGS_AT_ONCE)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'repeated' }),
  /** What accounts, units, regions and sectors are called, by id. */
  names: z.record(z.string().max(64), z.string().max(200)),
  /** Seals the file; who opens it must know it. */
  passphrase: z.string().min(PASSPHRASE_LEAST).max(200).optional(),
})
export type SaveBags = z.output<typeof saveBagsSchema>

/** The name of the file that was written; `absent`: how many files of the records are not on this machine. */
export interface SavedBags {
  saved: string
  absent: number
}

export interface BagsBridge {
  /**
   * Asks where to, and writes the bags of these matters there as one file: whole or not at all. Null when the person
   * thought better of it. Rejects with `no-record`, `damaged-file`, `too-large`, `disk-full`, `not-writable` or `disk`.
   */
  save(owner: Owner, wanted: SaveBags): Promise<SavedBags | null>
}

export const bagsArguments = { 'bags:save': z.tuple([ownerSchema, saveBagsSchema]) } as const
