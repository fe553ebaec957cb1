import type { ArchiveHit, Owner } from '../../../core/desktop/contract.ts'
import type { AnyState } from '../../../core/kinds.ts'
import type { Checkpoint } from '../../../core/record/checkpoint.ts'
import type { RecordEvent } from '../../../core/record/event.ts'
import type { Platform } from '../../platform/contract.ts'
import { whole } from '../matter/loaded.ts'

/** A record as it is kept on this machine. `state` is null when nothing could be read. */
export interface KeptRecord {
  state: AnyState | null
  events: RecordEvent[]
  checkpoints: Checkpoint[]
}

/** What can be had from the disk alone. */
export function createReading(archive: Platform['archive'], owner: () => Owner | null) {
  /** Places where the text occurs in kept records. Empty where there is no archive. */
  async function search(text: string): Promise<ArchiveHit[]> {
    const whose = owner()
    return archive && whose ? archive.search(whose, text.trim().slice(0, 100)) : []
  }

  /** The kept copy, read from the disk; without a connection too. Rejects when the disk cannot be read. */
  async function read(matter: string): Promise<KeptRecord> {
    const whose = owner()
    if (!archive || !whose) throw new Error('there is no archive here')
    const { events, checkpoints } = await archive.read(whose, matter)
    return { state: replayed(events), events, checkpoints }
  }

  return { search, read }
}

function replayed(events: readonly RecordEvent[]): AnyState | null {
  try {
    return whole(events)?.state ?? null
  } catch {
    // An altered event may not fold; `verify` says which one it is.
    return null
  }
}
