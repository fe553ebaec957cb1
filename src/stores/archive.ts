import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { ArchiveEntry, ArchiveHit, Owner } from '../../core/desktop/contract.ts'
import type { AnyState } from '../../core/kinds.ts'
import type { Checkpoint } from '../../core/record/checkpoint.ts'
import type { RecordEvent } from '../../core/record/event.ts'
import type { Summary } from '../../core/wire/records.ts'
import { platform } from '../platform/platform.ts'
import { createAlarms, type Divergence } from './archive/alarms.ts'
import { concerning } from './archive/concerning.ts'
import { createKeeper } from './archive/keeper.ts'
import { createShedding } from './archive/shedding.ts'
import { createVerifying } from './archive/verifying.ts'
import { useLink } from './link.ts'
import { whole } from './matter/loaded.ts'
import { plain } from './plain.ts'
import { useSession } from './session.ts'

/** A record as it is kept on this machine. `state` is null when nothing could be read. */
export interface KeptRecord {
  state: AnyState | null
  events: RecordEvent[]
  checkpoints: Checkpoint[]
}

/** The local, verifiable copies. */
export const useArchive = defineStore('archive', () => {
  const { archive, cache } = platform()
  const link = useLink()
  const session = useSession()

  const available = archive !== undefined
  const phase = ref<'loading' | 'ready' | 'error'>(available ? 'loading' : 'ready')
  /** What is kept, the matter that changed last first. */
  const entries = shallowRef<readonly ArchiveEntry[]>([])
  /** Matters whose copies are being filled from the server: how far, of how much. */
  const filling = shallowRef<ReadonlyMap<string, { seq: number; of: number }>>(new Map())
  /** What went wrong when something could not be written to this machine's disk; null when all is well. */
  const writeError = ref<string | null>(null)

  const byMatter = computed(() => new Map(entries.value.map((entry) => [entry.summary.id, entry])))
  const entry = (matter: string): ArchiveEntry | undefined => byMatter.value.get(matter)
  const held = (matter: string) => {
    const found = entry(matter)
    return { seq: found?.seq ?? 0, signedUpTo: found?.signedUpTo ?? 0, diverged: found?.diverged !== undefined }
  }

  // Copies that the person has removed are not filled again until the matter is opened.
  const removedKey = ({ server, account }: Owner) => `removed:${server}:${account}`
  const removed = new Set<string>()

  function put(matter: string, change: (found: ArchiveEntry | undefined) => ArchiveEntry | undefined): void {
    const changed = change(entry(matter))
    if (!changed) return
    const others = entries.value.filter(({ summary }) => summary.id !== matter)
    entries.value = [...others, changed].sort((a, b) => b.summary.updatedAt - a.summary.updatedAt)
  }

  function forget(matter: string): void {
    entries.value = entries.value.filter(({ summary }) => summary.id !== matter)
  }

  const failed = (error: unknown) => void (writeError.value = error instanceof Error ? error.message : String(error))
  const alarms = createAlarms({ archive, owner: () => session.owner, entries: () => entries.value, put, failed })

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
    })

  const shedding =
    archive &&
    createShedding(archive, link, {
      owner: () => session.owner,
      entries: () => entries.value,
      drop: (matter) => keeper?.drop(matter),
      gone: forget,
    })

  /** Keeps what an open matter has taken in; `opened` when it was just opened. For the matter store. */
  function follow(summary: Summary, events: readonly RecordEvent[], opened: boolean): void {
    if (opened && removed.delete(summary.id)) saveRemoved()
    if (!removed.has(summary.id)) keeper?.keep(summary, events, opened)
  }

  /** Keeps a matter that concerns the reader, unless its copy was removed. */
  function keep(summary: Summary): void {
    if (!removed.has(summary.id) && held(summary.id).seq < summary.seq) keeper?.keep(summary)
  }

  function saveRemoved(): void {
    if (session.owner) cache.save(removedKey(session.owner), [...removed])
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
  }

  const owned = (): { archive: NonNullable<typeof archive>; owner: Owner } => {
    if (!archive || !session.owner) throw new Error('there is no archive here')
    return { archive, owner: session.owner }
  }

  /** Places where the text occurs in kept records. Empty where there is no archive. */
  async function search(text: string): Promise<ArchiveHit[]> {
    return archive && session.owner ? archive.search(session.owner, text.trim().slice(0, 100)) : []
  }

  /** The kept copy, read from the disk; without a connection too. Rejects when the disk cannot be read. */
  async function read(matter: string): Promise<KeptRecord> {
    const { archive: from, owner } = owned()
    const { events, checkpoints } = await from.read(owner, matter)
    return { state: replayed(events), events, checkpoints }
  }

  function replayed(events: readonly RecordEvent[]): AnyState | null {
    try {
      return whole(events)?.state ?? null
    } catch {
      // An altered event may not fold; `verify` says which one it is.
      return null
    }
  }

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
    removed.add(matter)
    saveRemoved()
    await from.remove(owner, matter)
    forget(matter)
  }

  /** Fetches what is missing in a copy, for one that is behind or damaged. */
  function mend(matter: string): void {
    const found = entry(matter)
    if (found) keeper?.keep(found.summary)
  }

  async function start(owner: Owner | null): Promise<void> {
    keeper?.serve(null)
    entries.value = []
    alarms.clear()
    removed.clear()
    if (!owner || !archive) return
    phase.value = 'loading'
    for (const id of (cache.load(removedKey(owner)) as string[] | undefined) ?? []) removed.add(id)
    if (!(await refresh())) return
    keeper?.serve(plain(owner))
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
        if (state !== 'online' || phase.value !== 'ready') return
        keeper.resume()
        void gather()
      },
    )
    link.on('matters:changed', ({ items }) => {
      for (const summary of items) if (entry(summary.id) || session.isMe(summary.author)) keep(summary)
    })
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
    search,
    read,
    remove,
    lose: (matter: string) => shedding?.lose(matter),
    mend,
    keep,
    follow,
    alarm,
  }
})
