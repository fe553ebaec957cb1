import type { RecordEvent } from '../record/event.ts'
import type { Checkpoint } from '../record/checkpoint.ts'
import type { Report } from '../record/report/report.ts'
import type { Summary } from '../wire/records.ts'
import type { AppendResult, ArchiveEntry, ArchiveHit, Draft, OutboxEntry, SavedSession, Settings } from './contract.ts'
import type { BagsBridge } from './bags.ts'
import type { EncryptionBridge } from './encryption.ts'
import type { InUseBridge } from './in-use.ts'
import type { Owner } from './owner.ts'
import type { Diverged } from './standing.ts'
import type { ShelfBridge } from './shelf.ts'
import type { FilesBridge } from './files.ts'

/** What the renderer may ask of the desktop: exposed as `window.zx` by the preload, one method a channel. */
export interface Bridge {
  version: string
  settings: {
    get(): Promise<Settings>
    /** Merges and answers with the whole. */
    set(patch: Partial<Settings>): Promise<Settings>
  }
  session: {
    load(): Promise<SavedSession | null>
    /** `kept` is false where the system offers no keychain: the token then lives only as long as the program. */
    save(session: SavedSession): Promise<{ kept: boolean }>
    clear(): Promise<void>
  }
  local: {
    /** Deletes everything that is kept for an owner here: drafts, what waits to be sent, archive. */
    erase(owner: Owner): Promise<void>
  } & EncryptionBridge &
    InUseBridge
  drafts: {
    list(owner: Owner): Promise<Draft[]>
    put(owner: Owner, draft: Draft): Promise<void>
    remove(owner: Owner, id: string): Promise<void>
  }
  outbox: {
    /** In the order in which they were put. */
    list(owner: Owner): Promise<OutboxEntry[]>
    put(owner: Owner, entry: OutboxEntry): Promise<void>
    remove(owner: Owner, id: string): Promise<void>
  }
  archive: {
    catalogue(owner: Owner): Promise<ArchiveEntry[]>
    append(owner: Owner, kept: { summary: Summary; events: RecordEvent[] }): Promise<AppendResult>
    /** Keeps a checkpoint beside its record. */
    checkpoint(owner: Owner, checkpoint: Checkpoint): Promise<void>
    read(owner: Owner, matter: string): Promise<{ events: RecordEvent[]; checkpoints: Checkpoint[] }>
    search(owner: Owner, text: string): Promise<ArchiveHit[]>
    /** Reports on the kept copy as it lies on the disk, against the pinned key of the owner's server. */
    verify(owner: Owner, matter: string): Promise<Report>
    /** Remembers with the copy that its server tells another story, until null says that it does no longer. */
    diverged(owner: Owner, matter: string, found: Diverged | null): Promise<void>
    remove(owner: Owner, matter: string): Promise<void>
  }
  bags: BagsBridge
  shelf: ShelfBridge
  files: FilesBridge
  desktop: {
    notify(notice: { title: string; body: string; route: string }): Promise<void>
    /** The number on the dock or task bar; 0 clears it. */
    badge(count: number): Promise<void>
    /** Calls back with a route when a notification or menu entry asks for it; the answer ends the subscription. */
    onOpenRoute(listener: (route: string) => void): () => void
  }
}
