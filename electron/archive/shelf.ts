import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { ZIP_LIMITS } from '../../core/bag/read/zip-directory.ts'
import {
  shelfId,
  type ShelfEntry,
  type ShelfRefusal,
  type ShelfRelation,
  type ShelvedMatter,
  type TakenBag,
  type TakenIn,
} from '../../core/desktop/shelf.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import type { Report } from '../../core/record/report/report.ts'
import { readBagFile, reportOnBagFile, splitBags } from './bag-file.ts'
import { PLAIN } from './cover.ts'
import type { Surroundings } from './durable-file.ts'
import { asDiskError, LocalDataError } from './local-data-error.ts'
import { isSealed, unsealFile } from './sealed-file.ts'
import { bagIn, compare, entryOf, readEntry, writeEntry, type KeptEntry } from './shelf-entry.ts'
import { ShelvedFiles } from './shelved-files.ts'
import { exists, replace, syncDirectory, syncFile } from './synced.ts'

const TAKING = '.taking-'
const REMOVED = '.removed-'

/** Reads the owner's own copy of a matter, which is only looked at. */
export type OwnCopy = (matter: string) => Promise<readonly RecordEvent[]>

/**
 * Bags that came from others, to read only. Each lies in a folder of its own as the very file that was taken in, which
 * is never unpacked: what is read is read out of it. Nothing here touches the owner's archive.
 */
export class Shelf {
  readonly #folder: string
  readonly #around: Surroundings
  readonly #pinnedKey: () => Promise<string | undefined>
  readonly #files = new Map<string, ShelvedFiles>()
  #entries: Map<string, KeptEntry> | undefined
  #chain: Promise<unknown> = Promise.resolve()

  /** `pinnedKey` answers with the public key of the owner's server as first seen (base64 SPKI). */
  constructor(folder: string, around: Surroundings, pinnedKey: () => Promise<string | undefined>) {
    this.#folder = path.join(folder, 'shelf')
    this.#around = around
    this.#pinnedKey = pinnedKey
  }

  /**
   * Takes a copy of a file, checks all of it, and only then gives it its place, in one step. The file itself is only
   * read. Throws `read-only` and `disk`; whatever is wrong with the bag is told in the answer.
   */
  takeIn(file: string, passphrase: string | undefined, own: OwnCopy): Promise<TakenIn> {
    return this.#alone(async () => {
      const room = path.join(this.#folder, `${TAKING}${randomUUID()}`)
      try {
        await mkdir(room, { recursive: true })
        const whole = path.join(room, 'whole')
        const refusal = await this.#copy(file, whole, passphrase)
        if (refusal) return refusal
        const split = await splitBags(whole, room)
        return split.ok ? await this.#placeAll(split.rooms, path.basename(file), own) : split
      } catch (error) {
        throw asDiskError(error, this.#folder)
      } finally {
        await rm(room, { recursive: true, force: true }).catch(() => undefined)
      }
    })
  }

  /** The bag that was taken in last comes first. */
  async list(): Promise<ShelfEntry[]> {
    const entries = [...(await this.#open()).values()]
    const told = await Promise.all(entries.map((entry) => this.#told(entry)))
    return told.sort((a, b) => b.takenAt - a.takenAt)
  }

  /** What a bag holds, checked again while it is read, and how it stands to other copies of the same matter. */
  async read(id: string, own: OwnCopy): Promise<({ ok: true } & ShelvedMatter) | ShelfRefusal> {
    const at = await this.#at(id)
    if (!at) return { ok: false, reason: 'gone' }
    const found = await readBagFile(at.file, this.#around.cover)
    if (!found.ok) return found
    const { events, checkpoints, metadata } = found.bag
    const entry = await this.#told(at.entry)
    const relations = await this.#relations(at.entry, events, own)
    return { ok: true, entry, events, checkpoints, names: metadata.names, attachments: metadata.attachments, relations }
  }

  /** Checks the file on the disk from its first byte to its last. */
  async verify(id: string): Promise<{ ok: true; report: Report } | ShelfRefusal> {
    const at = await this.#at(id)
    return at ? reportOnBagFile(at.file, await this.#pinnedKey(), this.#around.cover) : { ok: false, reason: 'gone' }
  }

  /** The attachments of a bag; of one that is not there, none can be had. */
  files(id: string): ShelvedFiles {
    let files = this.#files.get(id)
    const bag = bagIn(path.join(this.#folder, shelfId.parse(id)))
    if (!files) this.#files.set(id, (files = new ShelvedFiles(bag, this.#around.cover)))
    return files
  }

  /** Takes a bag off the shelf; one that is not there is no error. */
  remove(id: string): Promise<void> {
    return this.#alone(async () => {
      const entries = await this.#open()
      const folder = path.join(this.#folder, shelfId.parse(id))
      if (await exists(folder))
        await this.#discard(folder).catch((error) => {
          throw asDiskError(error, folder)
        })
      entries.delete(id)
    })
  }

  /** Clears away what a crash has left half done. */
  tidy(): Promise<void> {
    return this.#alone(async () => undefined)
  }

  /** The bytes of the bag in the room, opened if they are sealed. Answers with a refusal or nothing. */
  async #copy(file: string, to: string, passphrase: string | undefined): Promise<ShelfRefusal | undefined> {
    const found = await stat(file).catch(() => undefined)
    if (!found?.isFile()) return { ok: false, reason: 'gone' }
    if (found.size > ZIP_LIMITS.archive) return { ok: false, reason: 'zip-too-large' }
    if (!(await isSealed(file).catch(() => false))) {
      await copyFile(file, to)
      return undefined
    }
    if (passphrase === undefined) return { ok: false, reason: 'passphrase-needed' }
    const answer = await unsealFile(file, to, passphrase)
    if (answer.ok) return undefined
    const { reason } = answer
    return { ok: false, reason: reason === 'damaged' || reason === 'not-sealed' ? 'sealed-damaged' : reason }
  }

  /** Every bag is checked before the first gets its place. */
  async #placeAll(rooms: readonly string[], name: string, own: OwnCopy): Promise<TakenIn> {
    const found: { room: string; entry: KeptEntry; events: readonly RecordEvent[] }[] = []
    for (const room of rooms) {
      const read = await readBagFile(bagIn(room))
      if (!read.ok) return read
      found.push({ room, entry: entryOf(read.bag, name, read.size, this.#around.now()), events: read.bag.events })
    }
    const bags: TakenBag[] = []
    for (const { room, entry, events } of found) {
      const relations = await this.#relations(entry, events, own)
      bags.push({ ...(await this.#place(room, entry)), relations })
    }
    return { ok: true, bags }
  }

  async #place(room: string, entry: KeptEntry): Promise<Omit<TakenBag, 'relations'>> {
    const entries = await this.#open()
    const place = path.join(this.#folder, entry.id)
    const known = entries.get(entry.id)
    if (known && (await readBagFile(bagIn(place), this.#around.cover).catch(() => undefined))?.ok)
      return { entry: await this.#told(known), already: true }
    // a copy that has been damaged on the shelf makes room for the good one
    if (await exists(place)) await this.#discard(place)
    const { cover = PLAIN } = this.#around
    await cover.alone(bagIn(place), async () => {
      await writeEntry(room, entry, place, cover)
      await cover.give(bagIn(room), bagIn(place))
      await syncFile(bagIn(room))
      await syncDirectory(room)
      await replace(room, place)
      await syncDirectory(this.#folder)
    })
    entries.set(entry.id, entry)
    return { entry: await this.#told(entry), already: false }
  }

  async #relations(entry: KeptEntry, events: readonly RecordEvent[], own: OwnCopy): Promise<ShelfRelation[]> {
    const relations: ShelfRelation[] = []
    const matter = entry.summary.id
    const kept = await own(matter)
    if (kept.length > 0) relations.push({ to: 'own', ...compare(events, kept) })
    for (const other of (await this.#open()).values()) {
      if (other.id === entry.id || other.summary.id !== matter) continue
      const read = await readBagFile(bagIn(path.join(this.#folder, other.id)), this.#around.cover).catch(
        () => undefined,
      )
      if (read?.ok) relations.push({ to: other.id, ...compare(events, read.bag.events) })
    }
    return relations
  }

  async #at(id: string): Promise<{ entry: KeptEntry; file: string } | undefined> {
    const entry = (await this.#open()).get(id)
    const file = bagIn(path.join(this.#folder, id))
    return entry && (await exists(file)) ? { entry, file } : undefined
  }

  async #told(entry: KeptEntry): Promise<ShelfEntry> {
    const server = entry.key === undefined ? 'none' : entry.key === (await this.#pinnedKey()) ? 'same' : 'another'
    return { ...entry, server }
  }

  /** Reads what is on the shelf at its first use, and clears away what a crash has left half done. */
  async #open(): Promise<Map<string, KeptEntry>> {
    if (this.#entries) return this.#entries
    const entries = new Map<string, KeptEntry>()
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const folder = path.join(this.#folder, name)
      if (shelfId.safeParse(name).success) {
        const entry = (await readEntry(folder, this.#around.cover)) ?? (await this.#again(folder))
        if (entry?.id === name) entries.set(name, entry)
      } else if (name.startsWith(REMOVED) && this.#around.readOnly === undefined)
        await rm(folder, { recursive: true, force: true }).catch(() => undefined)
    }
    return (this.#entries ??= entries)
  }

  /** A line that was lost or damaged, from the bag itself. */
  async #again(folder: string): Promise<KeptEntry | undefined> {
    const read = await readBagFile(bagIn(folder), this.#around.cover).catch(() => undefined)
    return read?.ok ? entryOf(read.bag, path.basename(bagIn(folder)), read.size, this.#around.now()) : undefined
  }

  async #discard(folder: string): Promise<void> {
    const away = path.join(this.#folder, `${REMOVED}${randomUUID()}`)
    await rename(folder, away)
    await syncDirectory(this.#folder)
    await rm(away, { recursive: true, force: true })
  }

  /** One change at a time; what was left of one that a crash ended is cleared away first. Throws `read-only`. */
  #alone<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = this.#chain.then(async () => {
      if (this.#around.readOnly !== undefined) throw new LocalDataError('read-only', this.#around.readOnly)
      for (const name of await readdir(this.#folder).catch(() => []))
        if (name.startsWith(TAKING) || name.startsWith(REMOVED))
          await rm(path.join(this.#folder, name), { recursive: true, force: true })
      return run()
    })
    const done = result.then(
      () => undefined,
      () => undefined,
    )
    this.#chain = done
    this.#around.busy.add(done)
    void done.finally(() => this.#around.busy.delete(done))
    return result
  }
}
