import { Low } from 'lowdb'
import { readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { AppendResult, ArchiveEntry, ArchiveHit } from '../../core/desktop/contract.ts'
import { verifyCheckpoint, type Checkpoint } from '../../core/record/checkpoint.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import type { Verification } from '../../core/record/verify.ts'
import { checkpointSchema, type Summary } from '../../core/wire/records.ts'
import { id } from '../../core/wire/scalars.ts'
import { ArchiveSearch } from './archive-search.ts'
import { Catalogue, newer, settle } from './catalogue.ts'
import { DurableFile, type Surroundings } from './durable-file.ts'
import type { KeptFiles } from './kept-files.ts'
import { KeptRecord } from './kept-record.ts'
import { LocalDataError } from './local-data-error.ts'
import { verifyOnDisk } from './raw-record.ts'
import { entryFromRecord } from './rebuilt-entry.ts'

interface Kept {
  record: KeptRecord
  checkpoints: Low<Checkpoint[]>
}

/** The records that one account keeps on this machine. Everything on disk is looked through at its first use. */
export class Archive {
  readonly #folder: string
  readonly #around: Surroundings
  readonly #files: KeptFiles
  readonly #pinnedKey: () => Promise<string | undefined>
  readonly #catalogue: Catalogue
  readonly #kept = new Map<string, Kept>()
  readonly #search = new ArchiveSearch()
  #opened: Promise<void> | undefined

  /**
   * `files` are those of the kept records; `pinnedKey` answers with the public key of the owner's server as first seen
   * (base64 SPKI).
   */
  constructor(folder: string, around: Surroundings, files: KeptFiles, pinnedKey: () => Promise<string | undefined>) {
    this.#folder = path.join(folder, 'archive')
    this.#around = around
    this.#files = files
    this.#pinnedKey = pinnedKey
    this.#catalogue = new Catalogue(folder, around)
  }

  /** What is kept, the matter that changed last first. */
  async catalogue(): Promise<ArchiveEntry[]> {
    await this.#open()
    return this.#catalogue.list()
  }

  /** Keeps events that continue a record, and its line; see `AppendResult`. Durable when it answers `kept`. */
  async append({ summary, events }: { summary: Summary; events: RecordEvent[] }): Promise<AppendResult> {
    await this.#open()
    if (events.some(({ matter }) => matter !== summary.id))
      throw new LocalDataError('invalid', 'the events are not of the matter that the summary names')
    const { record } = this.#matter(summary.id)
    const answer = await record.append(events)
    if (answer.result !== 'kept') return answer
    const known = this.#catalogue.get(summary.id)
    const keptAt = this.#around.now()
    const entry: ArchiveEntry = known ?? { summary, seq: 0, keptAt, signedUpTo: 0, condition: 'whole' }
    // what other appends have taken meanwhile may not be on the disk yet
    const durable = Math.max(entry.seq, answer.seq)
    this.#catalogue.put(settle({ ...entry, keptAt, summary: newer(entry.summary, summary) }, durable))
    if (!known) await this.#catalogue.save()
    this.#search.follow(summary.id, events)
    return answer
  }

  /** Keeps a checkpoint beside its record, also one that does not fit: verification will say so. */
  async checkpoint(checkpoint: Checkpoint): Promise<void> {
    await this.#open()
    const kept = this.#matter(checkpoint.matter)
    const { checkpoints } = kept
    if (!checkpoints.data.some(({ signature }) => signature === checkpoint.signature))
      await checkpoints.update((known) => known.push(checkpoint))
    const entry = this.#catalogue.get(checkpoint.matter)
    if (entry) this.#catalogue.put({ ...entry, signedUpTo: await this.#signedUpTo(kept) })
  }

  /** The kept events in order, and the checkpoints. Empty for a matter that is not kept. */
  async read(matter: string): Promise<{ events: RecordEvent[]; checkpoints: Checkpoint[] }> {
    await this.#open()
    const kept = this.#kept.get(matter)
    if (!kept) return { events: [], checkpoints: [] }
    const events = await kept.record.events()
    if (events.length < kept.record.seq) await this.#reload(matter, kept)
    return { events, checkpoints: [...kept.checkpoints.data] }
  }

  /** Where a text is said, in all that is kept and as it stands now: whole phrases first, then the newest. */
  async search(text: string): Promise<ArchiveHit[]> {
    await this.#open()
    for (const [matter, { record }] of this.#kept)
      if (!this.#search.knows(matter)) this.#search.learn(matter, await record.events())
    return this.#search.find(text, (matter) => this.#catalogue.get(matter)?.summary.title ?? '')
  }

  /**
   * Verifies what is on the disk now, byte for byte. Where the record itself is wrong, the copy is then cut back to
   * what verifies, and the catalogue says so.
   */
  async verify(matter: string): Promise<Verification> {
    await this.#open()
    const pinned = await this.#pinnedKey()
    const kept = this.#matter(matter)
    const { record, checkpoints } = kept
    const check = () => verifyOnDisk(record.folder, matter, checkpoints.data, pinned)
    const verification = await record.exclusive(check)
    const inRecord = verification.findings.some(({ fault }) => !OUTSIDE.has(fault))
    if (inRecord) await this.#reload(matter, kept, true)
    return verification
  }

  /** Forgets a matter: its entry first, so that a crash leaves nothing half there. */
  async remove(matter: string): Promise<void> {
    await this.#open()
    const kept = this.#kept.get(matter)
    if (!kept) return
    this.#catalogue.remove(matter)
    await this.#catalogue.save()
    this.#kept.delete(matter)
    this.#search.forget(matter)
    await kept.record.exclusive(async () => {
      const away = path.join(this.#folder, `.removed-${matter}-${this.#around.now()}`)
      await rename(kept.record.folder, away).catch(unlessAbsent)
      await rm(away, { recursive: true, force: true })
    })
    await this.#files.release(matter)
  }

  /** Writes what may still be waiting. */
  async flush(): Promise<void> {
    if (this.#opened) await this.#catalogue.flush()
  }

  #open(): Promise<void> {
    this.#opened ??= this.#load().catch((error) => {
      this.#opened = undefined
      throw error
    })
    return this.#opened
  }

  async #load(): Promise<void> {
    await this.#catalogue.load()
    const folders = await readdir(this.#folder).catch(() => [])
    const listed = this.#catalogue.list().map(({ summary }) => summary.id)
    for (const matter of new Set([...listed, ...folders.filter((name) => id.safeParse(name).success)])) {
      const kept = this.#new(matter)
      await this.#reload(matter, kept)
      this.#kept.set(matter, kept)
    }
  }

  /** Reads a record again and brings its entry in line; a record without an entry gets one from its own events. */
  async #reload(matter: string, kept: Kept, suspect = false): Promise<void> {
    const troubles = await kept.record.load(suspect)
    await kept.checkpoints.read()
    this.#search.forget(matter)
    const known = this.#catalogue.get(matter) ?? entryFromRecord(await kept.record.events(), this.#around.now())
    if (!known) return
    const entry = settle(known, kept.record.seq, troubles)
    const shorter = entry.signedUpTo > entry.seq
    this.#catalogue.put(shorter ? { ...entry, signedUpTo: await this.#signedUpTo(kept) } : entry)
  }

  #matter(matter: string): Kept {
    const kept = this.#kept.get(matter) ?? this.#new(matter)
    this.#kept.set(matter, kept)
    return kept
  }

  #new(matter: string): Kept {
    const folder = path.join(this.#folder, matter)
    const form = { kind: 'checkpoints', schema: z.array(checkpointSchema) }
    const checkpoints = new Low(new DurableFile(path.join(folder, 'checkpoints.json'), form, this.#around), [])
    return { record: new KeptRecord(folder, matter, this.#around), checkpoints }
  }

  /** The last place that a checkpoint of the pinned key confirms. */
  async #signedUpTo({ record, checkpoints }: Kept): Promise<number> {
    const pinned = await this.#pinnedKey()
    const newestFirst = checkpoints.data.toSorted((a, b) => b.seq - a.seq)
    const holds = (checkpoint: Checkpoint) =>
      record.hashAt(checkpoint.seq) === checkpoint.hash &&
      (pinned === undefined || checkpoint.key === pinned) &&
      verifyCheckpoint(checkpoint)
    return newestFirst.find(holds)?.seq ?? 0
  }
}

/** Faults that reading the record anew cannot mend, because its events are as they were sealed. */
const OUTSIDE = new Set([
  'unexplained-redaction',
  'checkpoint-signature',
  'checkpoint-key',
  'checkpoint-mismatch',
  'shortened',
])

function unlessAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
