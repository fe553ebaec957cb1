import { z } from 'zod'
import { LIMITS } from '../wire/limits.ts'
import { hex64, id } from '../wire/scalars.ts'
import { ownerSchema, type Owner } from './owner.ts'

/**
 * How many of the files that a record of `seq` events tells of are on this machine now. `larger` than was asked for; `refused`: the
 * server gives them no more, or gave other bytes; `later`: the server could not be asked for the rest.
 */
export interface FilesKept {
  seq: number
  kept: number
  larger: number
  refused: number
  later: boolean
}

/** What the archive of an owner takes on the disk, in bytes, and what is free there; null where the system does not say. */
export interface Usage {
  records: number
  files: number
  /** Bags that came from others. */
  shelf: number
  free: number | null
  /** The matters that take most, the largest first: their records and the files that they name. */
  largest: { matter: string; bytes: number }[]
}

/** The files of kept records. Their bytes go from the server to the disk and from there to the screen, never over the bridge. */
export interface FilesBridge {
  /** Fetches the files of a kept record that are at most `most` bytes each, with the session of this machine. */
  keep(owner: Owner, matter: string, most: number): Promise<FilesKept>
  /** Where this page finds a kept file, until the program ends; null when it is not kept. */
  address(owner: Owner, sha256: string): Promise<string | null>
  usage(owner: Owner): Promise<Usage>
}

export const filesArguments = {
  'files:keep': z.tuple([ownerSchema, id, z.int().min(0).max(LIMITS.attachmentBytes)]),
  'files:address': z.tuple([ownerSchema, hex64]),
  'files:usage': z.tuple([ownerSchema]),
} as const
