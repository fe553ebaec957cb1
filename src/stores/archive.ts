import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { Owner } from '../../core/desktop/contract.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import type { Summary } from '../../core/wire/records.ts'
import { platform } from '../platform/platform.ts'
import { createAlarms, type Divergence } from './archive/alarms.ts'
import { concerning } from './archive/concerning.ts'
import { everything } from './archive/everything.ts'
import { createFileKeeping } from './archive/files.ts'
import { createKeeper } from './archive/keeper.ts'
import { createList } from './archive/list.ts'
import { createReading } from './archive/reading.ts'
import { createRemoved } from './archive/removed.ts'
import { createShedding } from './archive/shedding.ts'
import { createVerifying } from './archive/verifying.ts'
import { createWriteError } from './archive/write-error.ts'
import { useInUse } from './in-use.ts'
import { useKeeping } from './keeping.ts'
import { useLink } from './link.ts'
import { plain } from './plain.ts'
import { useSession } from './session.ts'

/** The local, verifiable copies. */
export const useArchive = defineStore('archive', () => {
  const { archive, files, cache } = platform()
  const link = useLink()
  const session = useSession()
  const keeping = useKeeping()
  const inUse = useInUse()

  const available = archive !== undefined
  const phase = ref<'loading' | 'ready' | 'error'>(available ? 'loading' : 'ready')
  const { entries, whole, entry, put, forget } = createList()
  /** Matters whose copies are being filled from the server: how far, of how much. */
  const filling = shallowRef<ReadonlyMap<string, { seq: number; of: number }>>(new Map())
  const { writeError, failed } = createWriteError()

  const held = (matter: string) => {
    const found = entry(matter)
    return { seq: found?.seq ?? 0, signedUpTo: found?.signedUpTo ?? 0, diverged: found?.diverged !== undefined }
  }

  const removed = createRemoved(cache, () => session.owner)
  /** How many matters there are of which copies are wanted; null while nobody has counted them. */
  const wanted = shallowRef<number | null>(null)
  const idle = () => phase.value !== 'ready' || inUse.holder !== null

  const parts = { owner: () => session.owner, entries: () => entries.value, put, failed }
  const alarms = createAlarms({ archive, ...parts })

  /** A record was altered somewhere. Both sides are laid beside each other as soon as the server can be asked. */
  function alarm(found: Omit<Divergence, 'at'>): void {
    alarms.alarm(found)
    void verifying.recheck(found.matter)
  }

  const keeper =
    archive &&
    createKeeper(archive, link, held, {
      filling(matter, progress) {
        const next = new Map(filling.value)
        if (progress ? next.set(matter, progress) : next.delete(matter)) filling.value = next
      },
      kept(summary, seq) {
        writeError.value = null
        if (seq >= summary.seq) fileKeeping?.want(summary.id)
        put(summary.id, (found) => ({
          ...found,
          summary,
          seq,
          keptAt: Date.now(),
          signedUpTo: found?.signedUpTo ?? 0,
          condition: seq >= summary.seq ? 'whole' : 'behind',
        }))
      },
      signed: (matter, seq) =>
        put(matter, (found) => found && { ...found, signedUpTo: Math.max(seq, found.signedUpTo) }),
      diverged: ({ id, title }, seq) => alarm({ matter: id, title, seq }),
      failed,
      turn: () => keeping.turn(),
    })
  const fileKeeping = files && createFileKeeping(files, { ...parts, keeping, idle })

  const shedding =
    archive &&
    createShedding(archive, link, {
      ...parts,
      drop: (matter) => keeper?.drop(matter),
      gone: forget,
    })

  /** Keeps what an open matter has taken in; `opened` when it was just opened. For the matter store. */
  function follow(summary: Summary, events: readonly RecordEvent[], opened: boolean): void {
    const { scope } = keeping.rule
    const wants = scope === 'followed' || scope === 'all' || (scope === 'mine' && session.isMe(summary.author))
    if (!wants && !entry(summary.id)) return
    if (opened) removed.delete(summary.id)
    if (!removed.has(summary.id)) keeper?.keep(summary, events, opened)
  }

  /** Keeps a matter that concerns the reader, unless its copy was removed or copies are made by hand. */
  function keep(summary: Summary): void {
    if (keeping.rule.scope === 'hand' && !entry(summary.id)) return
    if (!removed.has(summary.id) && held(summary.id).seq < summary.seq) keeper?.keep(summary)
  }

  /** Keeps a matter because the person says so. */
  function keepByHand(summary: Summary): void {
    removed.delete(summary.id)
    keeper?.keep(summary, [], true)
  }

  /** Reads the catalogue from the disk again; false when it could not be read. */
  async function refresh(): Promise<boolean> {
    const { owner } = session
    if (!archive || !owner) return false
    try {
      const found = await archive.catalogue(owner)
      if (session.owner !== owner) return false
      entries.value = found
      phase.value = 'ready'
      return true
    } catch {
      phase.value = 'error'
      return false
    }
  }

  /** Looks for matters that concern the reader by name, keeps every one, and lets go what was private and is not theirs. */
  async function gather(): Promise<void> {
    const { owner } = session
    const mine = await concerning(link, () => session.owner === owner)
    // of what the server has less of than is kept, the keeper finds out whether it still has the rest
    mine?.forEach((summary) => (held(summary.id).seq > summary.seq ? keeper?.keep(summary) : keep(summary)))
    if (mine) await shedding?.recheck(new Set(mine.map(({ id }) => id)))
    wanted.value = null
    const still = () => session.owner === owner && keeping.rule.scope === 'all'
    if (still()) wanted.value = (await everything(link, keeping, still, keep)) ?? null
  }

  const owned = (): { archive: NonNullable<typeof archive>; owner: Owner } => {
    if (!archive || !session.owner) throw new Error('there is no archive here')
    return { archive, owner: session.owner }
  }

  const reading = createReading(archive, () => session.owner)

  const verifying = createVerifying({
    archive,
    link,
    owner: () => owned().owner,
    entries: () => entries.value,
    alarms,
    sign: async (matter) => keeper?.sign(matter),
    refresh,
  })

  /** Removes a copy from this machine; it is kept again when the matter is opened again. */
  async function remove(matter: string): Promise<void> {
    const { archive: from, owner } = owned()
    keeper?.drop(matter)
    fileKeeping?.drop(matter)
    removed.add(matter)
    await from.remove(owner, matter).catch((error: unknown) => {
      removed.delete(matter)
      throw error
    })
    forget(matter)
  }

  /** Fetches what is missing in a copy, for one that is behind or damaged. */
  async function mend(matter: string): Promise<void> {
    // the list may still tell of the copy as it was
    const found = (await refresh()) && entry(matter)
    if (found) keeper?.keep(found.summary)
    if (found) fileKeeping?.want(matter)
  }

  async function start(owner: Owner | null): Promise<void> {
    keeper?.serve(null)
    entries.value = []
    alarms.clear()
    fileKeeping?.clear()
    wanted.value = null
    removed.load(owner)
    if (!owner || !archive) return
    phase.value = 'loading'
    await inUse.whenKnown()
    if (!(await refresh()) || inUse.holder) return
    keeper?.serve(plain(owner))
    fileKeeping?.resume()
    for (const { summary, condition } of entries.value) if (condition !== 'whole') keeper?.keep(summary)
    if (link.state === 'online') await gather()
  }

  if (keeper) {
    watch(
      () => session.owner,
      (owner) => void start(owner),
      { immediate: true, flush: 'sync' },
    )
    watch(
      () => link.state,
      (state) => {
        if (state !== 'online' || idle()) return
        keeper.resume()
        fileKeeping?.resume()
        void gather()
      },
    )
    watch(
      () => keeping.rule.scope,
      () => void (link.state === 'online' && !idle() && gather()),
    )
    link.on('matters:changed', ({ items }) =>
      items.filter(({ id, author }) => entry(id) || session.isMe(author)).forEach(keep),
    )
  }

  return {
    available,
    phase,
    entries,
    entry,
    filling,
    divergences: alarms.divergences,
    divergence: alarms.of,
    ...verifying,
    writeError,
    refresh,
    ...reading,
    remove,
    lose: (matter: string) => shedding?.lose(matter),
    mend,
    keep,
    keepByHand,
    wanted,
    whole,
    follow,
    alarm,
  }
})
