import { z } from 'zod'
import type { BagMetadata } from '../bag/metadata.ts'
import { BAG_REASONS, CONTENT_REASONS, ZIP_REASONS } from '../bag/read/refusal.ts'
import type { Checkpoint } from '../record/checkpoint.ts'
import type { RecordEvent } from '../record/event.ts'
import type { Report } from '../record/report/report.ts'
import { summarySchema } from '../wire/records.ts'
import { hex64, moment, place } from '../wire/scalars.ts'
import { ownerSchema, type Owner } from './owner.ts'

/** Why a bag was not taken in; screens have a sentence for each. `gone`: the chosen file cannot be read any more. */
export const SHELF_REFUSALS = [
  ...ZIP_REASONS,
  ...BAG_REASONS,
  ...CONTENT_REASONS,
  'passphrase-needed',
  'wrong-passphrase',
  'sealed-damaged',
  'gone',
] as const
export type ShelfReason = (typeof SHELF_REFUSALS)[number]

/** The word, and the file, line or event of the bag that it is about. */
export interface ShelfRefusal {
  ok: false
  reason: ShelfReason
  where?: string
}

/**
 * Why an attachment of a bag on the shelf is not given. `absent`: whoever made the bag left it out; `damaged`: its bytes
 * are not those that the record names; `gone`: the bag is not on the shelf any more.
 */
export interface ShelvedFileRefusal {
  ok: false
  reason: 'absent' | 'damaged' | 'gone'
}

/** A file that the person has chosen. The page holds a token; its path stays in the main process. */
export interface ChosenFile {
  file: string
  name: string
  size: number
  sealed: boolean
}

/** Names a bag on the shelf: the same payload has the same id. */
export const shelfId = z.string().regex(/^[0-9a-f]{32}$/)

/** A bag on the shelf. Times in ms UTC, sizes in bytes. */
export const shelfEntrySchema = z.strictObject({
  id: shelfId,
  summary: summarySchema,
  head: hex64,
  signedUpTo: place,
  /** The public key under its checkpoints; absent when it has none. */
  key: z.string().optional(),
  takenAt: moment,
  /** What the file was called. */
  name: z.string().max(300),
  size: z.int(),
  attachments: z.strictObject({ listed: z.int(), present: z.int() }),
})

/** Whose signature a bag carries: that of the server the owner knows, of another one, or none. */
export type ShelfServer = 'same' | 'another' | 'none'
export type ShelfEntry = z.output<typeof shelfEntrySchema> & { server: ShelfServer }

/**
 * How a bag's record stands to another copy of the same matter, `own` being the owner's archive. `newer`: the other is
 * a prefix of it. `diverged`: both have an event at `seq`, and not the same: one of the two was altered.
 */
export interface ShelfRelation {
  to: string
  relation: 'same' | 'newer' | 'older' | 'diverged'
  seq: number
}

/** A bag that is on the shelf now. `already`: this very bag was there, and nothing was written. */
export interface TakenBag {
  entry: ShelfEntry
  already: boolean
  relations: ShelfRelation[]
}

/** A file may hold several bags: all of them are taken in, or none. */
export type TakenIn = { ok: true; bags: TakenBag[] } | ShelfRefusal

export interface ShelvedMatter {
  entry: ShelfEntry
  events: RecordEvent[]
  checkpoints: Checkpoint[]
  names: BagMetadata['names']
  attachments: BagMetadata['attachments']
  relations: ShelfRelation[]
}

/** What the page may ask of the shelf of bags that came from others. */
export interface ShelfBridge {
  /** Lets the person choose a file; `null` when nothing was chosen. */
  choose(): Promise<ChosenFile | null>
  takeIn(owner: Owner, chosen: { file: string; passphrase?: string | undefined }): Promise<TakenIn>
  /** The bag that was taken in last comes first. */
  list(owner: Owner): Promise<ShelfEntry[]>
  read(owner: Owner, id: string): Promise<({ ok: true } & ShelvedMatter) | ShelfRefusal>
  /** Verifies the bag anew, from the bytes on the disk. */
  verify(owner: Owner, id: string): Promise<{ ok: true; report: Report } | ShelfRefusal>
  /**
   * Where this page finds an attachment of a bag, until the program ends. Its bytes are checked now, and again when they
   * are asked for there.
   */
  address(owner: Owner, id: string, sha256: string): Promise<{ ok: true; address: string } | ShelvedFileRefusal>
  remove(owner: Owner, id: string): Promise<void>
}

const chosen = z.strictObject({ file: z.uuid(), passphrase: z.string().min(1).max(1000).optional() })

/** Arguments of the methods above, by channel. */
export const shelfArguments = {
  'shelf:choose': z.tuple([]),
  'shelf:takeIn': z.tuple([ownerSchema, chosen]),
  'shelf:list': z.tuple([ownerSchema]),
  'shelf:read': z.tuple([ownerSchema, shelfId]),
  'shelf:verify': z.tuple([ownerSchema, shelfId]),
  'shelf:address': z.tuple([ownerSchema, shelfId, hex64]),
  'shelf:remove': z.tuple([ownerSchema, shelfId]),
} as const
