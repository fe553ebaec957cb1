import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { AppendResult, ArchiveEntry, ArchiveHit } from '../../core/desktop/contract.ts'
import { emptyHead } from '../../core/record/chain.ts'
import type { Checkpoint } from '../../core/record/checkpoint.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import type { Diverged, Fetched } from '../../core/desktop/standing.ts'
import type { Report } from '../../core/record/report/report.ts'
import type { Summary } from '../../core/wire/records.ts'
import { id } from '../../core/wire/scalars.ts'
import { Catalogue, newer, settle, type CatalogueRow } from './catalogue.ts'
import { copyIn } from './copy-files.ts'
import type { Surroundings } from './durable-file.ts'
import type { KeptFiles } from './kept-files.ts'
import { KeptShelf, signedPlace, type Kept } from './kept-shelf.ts'
import { KeptTexts } from './kept-texts.ts'
import { LocalDataError } from './local-data-error.ts'
import { eraseFolder, eraseLeftovers, eraseTold } from './erasing.ts'
import { entryFromRecord } from './rebuilt-entry.ts'
import { isOfRecord, reportAside } from './report-on-copy.ts'
import { marksOf, stampOf, type Remembered } from './stamp.ts'

/** How many records are looked at together when the archive is opened. */
const ABREAST = 32

/**
 * The records that one account keeps on this machine. At first use the names of all files are looked at, and records
 * that are not as the catalogue remembers them are read; the others are when they are needed.
 */
export class Archive {
  readonly #folder: string
  readonly #around: Surroundings
  readonly #files: KeptFiles
  readonly #pinnedKey: () => Promise<string | undefined>
  readonly #catalogue: Catalogue
  readonly #shelf: KeptShelf
  readonly #texts: KeptTexts
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
    this.#shelf = new KeptShelf(this.#folder, around, {
      remembered: (matter) => {
        const row = this.#catalogue.get(matter)
        return row?.head === undefined ? emptyHead : { seq: row.seq, hash: row.head, stamp: row.stamp }
      },
      found: (matter, kept, troubles) => this.#settle(matter, kept, troubles),
    })
    this.#texts = new KeptTexts(folder, around, {
      matters: () => this.#catalogue.matters(),
      about: (matter) => {
        const row = this.#catalogue.get(matter)
        return row && { head: row.head, title: row.summary.title }
      },
      events: async (matter) => (await this.read(matter)).events,
    })
  }

  /** What is kept, the matter that changed last first. */
  async catalogue(): Promise<ArchiveEntry[]> {
    await this.#open()
    this.#texts.warmLater()
    return this.#catalogue.list()
  }

  /** Keeps events that continue a record, and its line; see `AppendResult`. Durable when it answers `kept`. */
  async append({ summary, events }: { summary: Summary; events: RecordEvent[] }): Promise<AppendResult> {
    await this.#open()
    if (events.some(({ matter }) => matter !== summary.id))
      throw new LocalDataError('invalid', 'the events are not of the matter that the summary names')
    return this.#shelf.use(summary.id, async ({ record }) => {
      const answer = await record.append(events)
      if (answer.result !== 'kept') return answer
      const known = this.#catalogue.get(summary.id)
      const keptAt = this.#around.now()
      const entry: ArchiveEntry = known ?? { summary, seq: 0, keptAt, signedUpTo: 0, condition: 'whole' }
      this.#put({ ...entry, keptAt, summary: newer(entry.summary, summary) }, record.end)
      if (!known) await this.#catalogue.save()
      await this.#texts.follow(summary.id, events)
      await this.#files.follow(summary.id, events, () => record.events())
      return answer
    })
  }

  /** Keeps a checkpoint beside its record, also one that does not fit: verification will say so. */
  async checkpoint(checkpoint: Checkpoint): Promise<void> {
    await this.#open()
    await this.#shelf.use(checkpoint.matter, async (kept) => {
      const known = await kept.checkpoints()
      if (!known.some(({ signature }) => signature === checkpoint.signature)) await kept.sign(checkpoint)
      const signedUpTo = await signedPlace(kept, await this.#pinnedKey())
      const row = this.#catalogue.get(checkpoint.matter)
      if (row) this.#catalogue.put({ ...row, signedUpTo })
    })
  }

  /** The kept events in order, and the checkpoints. Empty for a matter that is not kept. */
  async read(matter: string): Promise<{ events: RecordEvent[]; checkpoints: Checkpoint[] }> {
    await this.#open()
    if (!this.#catalogue.get(matter)) return { events: [], checkpoints: [] }
    return this.#shelf.use(matter, async (kept) => ({
      events: await kept.record.events(),
      checkpoints: await kept.checkpoints(),
    }))
  }

  /** Where a text is said, in all that is kept and as it stands now: whole phrases first, then the newest. */
  async search(text: string): Promise<ArchiveHit[]> {
    await this.#open()
    return this.#texts.find(text)
  }

  /**
   * Reports on what is on the disk now, byte for byte, and remembers what it came to. Where the record itself is wrong,
   * the copy is then cut back to what verifies, and the catalogue says so.
   */
  async verify(matter: string): Promise<Report> {
    await this.#open()
    const pinnedKey = await this.#pinnedKey()
    return this.#shelf.use(matter, async (kept) => {
      const { record } = kept
      const entry = this.#catalogue.get(matter)
      const known = {
        matter,
        checkpoints: await kept.checkpoints(),
        pinnedKey,
        kept: entry?.seq,
        of: entry?.summary.seq,
      }
      const copy = copyIn(record.folder, this.#around.cover, this.#files)
      const report = await record.exclusive(() => reportAside(copy, known))
      if (report.findings.some(isOfRecord)) await this.#lookThrough(matter, kept, true)
      const { verdict, events, findings } = report
      this.#change(matter, { verified: { at: this.#around.now(), verdict, events, findings: findings.length } })
      return report
    })
  }

  /** Remembers that the server tells another story than this copy, from its first such place on; null: no longer. */
  async diverged(matter: string, found: Diverged | null): Promise<void> {
    await this.#open()
    this.#change(matter, { diverged: found ?? undefined })
    await this.#catalogue.save()
  }

  /** Whether anything of a matter is kept, as far as is known now. */
  keeps = (matter: string): boolean => this.#catalogue.get(matter) !== undefined

  /** Remembers up to where the files of a copy were fetched. */
  async fetched(matter: string, fetched: Fetched): Promise<void> {
    await this.#open()
    this.#change(matter, { fetched })
  }

  /** Forgets a matter: its record last, so that a crash leaves nothing there that no entry tells of. */
  async remove(matter: string): Promise<void> {
    await this.#open()
    await this.#shelf.leave(matter, async ({ record }) => {
      const row = this.#catalogue.get(matter)
      const untell = async () => {
        await this.#files.release(matter)
        this.#catalogue.remove(matter)
        await this.#catalogue.save()
      }
      const erase = async () => {
        await this.#texts.forget(matter)
        await record.exclusive(() => eraseFolder(record.folder, this.#around.now()))
      }
      if (row)
        await eraseTold(untell, erase).catch((error) => {
          this.#catalogue.put(row)
          throw error
        })
      await this.#files.release(matter) // what was just being fetched
    })
  }

  /** Writes what may still be waiting, for the last time. */
  async flush(): Promise<void> {
    if (!this.#opened) return
    await this.#catalogue.flush()
    await this.#texts.end()
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
    if (this.#around.readOnly === undefined) eraseLeftovers(this.#folder)
    const folders = await readdir(this.#folder).catch(() => [])
    const matters = [
      ...new Set([...this.#catalogue.matters(), ...folders.filter((name) => id.safeParse(name).success)]),
    ]
    for (let i = 0; i < matters.length; i += ABREAST) {
      const some = matters.slice(i, i + ABREAST)
      const fits = await Promise.all(some.map((matter) => this.#isAsRemembered(matter)))
      for (const matter of some.filter((_, n) => !fits[n]))
        await this.#shelf.use(matter, (kept) => this.#lookThrough(matter, kept))
    }
  }

  async #isAsRemembered(matter: string): Promise<boolean> {
    const row = this.#catalogue.get(matter)
    return row?.head !== undefined && row.stamp === stampOf(await marksOf(path.join(this.#folder, matter)))
  }

  /** Reads a record again and brings its entry in line; a record without an entry gets one from its own events. */
  async #lookThrough(matter: string, kept: Kept, suspect = false): Promise<void> {
    const { troubles, events } = await kept.record.load(suspect)
    await kept.checkpoints(true)
    const known = this.#catalogue.get(matter) ?? entryFromRecord(events, this.#around.now())
    if (!known) return
    this.#catalogue.put(known)
    this.#settle(matter, kept, troubles)
    if (known.signedUpTo > kept.record.end.seq)
      this.#catalogue.put({
        ...this.#catalogue.get(matter)!,
        signedUpTo: await signedPlace(kept, await this.#pinnedKey()),
      })
  }

  #change(matter: string, change: Partial<CatalogueRow>): void {
    const row = this.#catalogue.get(matter)
    if (row) this.#catalogue.put({ ...row, ...change })
  }

  #settle(matter: string, { record }: Kept, troubles: readonly string[]): void {
    this.#texts.doubt(matter)
    const known = this.#catalogue.get(matter)
    if (known) this.#put(known, record.end, troubles)
  }

  #put(entry: CatalogueRow, { seq, hash, stamp }: Remembered, troubles: readonly string[] = []): void {
    this.#catalogue.put({ ...settle(entry, seq, troubles), head: hash, stamp })
  }
}
