import type { Checkpoint } from '../record/checkpoint.ts'
import type { RecordEvent } from '../record/event.ts'

/** The bytes of a file, in pieces of any size; read once, when its turn comes. */
export type Bytes = () => AsyncIterable<Uint8Array>

/** What a bag is made from. */
export interface BagSource {
  matter: string
  /** The whole record from its first event, as its reader may see it. */
  events: readonly RecordEvent[]
  checkpoints: readonly Checkpoint[]
  /** What accounts, units, regions and sectors are called, by id; those that the record does not name are left out. */
  names: Readonly<Record<string, string>>
  /** The bytes of the files that are at hand, by their SHA-256. Other files that the record tells of are named only. */
  files: ReadonlyMap<string, Bytes>
}

/** One file of a bag at its path inside the bag's folder. */
export type BagFile = { path: string; size: number } & ({ bytes: Uint8Array } | { read: Bytes; sha256: string })

/** A bag that cannot be made, in a word that screens explain. */
export class BagError extends Error {
  readonly reason: 'no-record' | 'damaged-file' | 'too-large'

  constructor(reason: BagError['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}
