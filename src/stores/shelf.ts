import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { AnyState } from '../../core/kinds.ts'
import type {
  ChosenFile,
  ShelfEntry,
  ShelfReason,
  ShelfRefusal,
  ShelvedMatter,
  TakenIn,
} from '../../core/desktop/shelf.ts'
import type { Report } from '../../core/record/report/report.ts'
import { platform } from '../platform/platform.ts'
import { whole } from './matter/loaded.ts'
import { plain } from './plain.ts'
import { useSession } from './session.ts'

/** A bag on the shelf as it is shown. `state` is null when no matter can be made of the record. */
export type Shelved = ShelvedMatter & { state: AnyState | null }

/** How taking a file in ended without a bag on the shelf; `why` instead of a reason for troubles of this machine. */
export interface Stopped {
  name: string
  reason?: ShelfReason
  where?: string
  why?: 'disk' | 'read-only' | 'other'
}

/** Bags that came from others, to read only. */
export const useShelf = defineStore('shelf', () => {
  const { shelf } = platform()
  const session = useSession()

  const available = shelf !== undefined
  const phase = ref<'loading' | 'ready' | 'error'>('loading')
  /** The bag that was taken in last comes first. */
  const entries = shallowRef<readonly ShelfEntry[]>([])
  /** The file that is being taken in. */
  const taking = shallowRef<ChosenFile | null>(null)
  /** A sealed file that waits for its passphrase; `wrong` after one that did not open it. */
  const locked = shallowRef<{ file: ChosenFile; wrong: boolean } | null>(null)
  const stopped = shallowRef<Stopped | null>(null)

  const owned = () => {
    if (!shelf || !session.owner) throw new Error('there is no shelf here')
    return { shelf, owner: plain(session.owner) }
  }

  const entry = (id: string): ShelfEntry | undefined => entries.value.find((found) => found.id === id)

  async function refresh(): Promise<void> {
    if (!shelf || !session.owner) return
    const { owner } = session
    try {
      const found = await shelf.list(plain(owner))
      if (session.owner !== owner) return
      entries.value = found
      phase.value = 'ready'
    } catch {
      phase.value = 'error'
    }
  }

  /** Lets the person choose a file and takes it in; a sealed one waits in `locked` for its passphrase. */
  async function choose(): Promise<TakenIn | null> {
    const { shelf: from } = owned()
    const file = await from.choose()
    stopped.value = null
    if (!file) return null
    if (!file.sealed) return takeIn(file)
    locked.value = { file, wrong: false }
    return null
  }

  /** Tries a passphrase on the file that waits; a wrong one is said in `locked`. */
  async function unlock(passphrase: string): Promise<TakenIn | null> {
    const file = locked.value?.file
    return file ? takeIn(file, passphrase) : null
  }

  async function takeIn(file: ChosenFile, passphrase?: string): Promise<TakenIn | null> {
    const { shelf: onto, owner } = owned()
    taking.value = file
    try {
      const taken = await onto.takeIn(owner, { file: file.file, ...(passphrase === undefined ? {} : { passphrase }) })
      if (!taken.ok && taken.reason === 'wrong-passphrase') locked.value = { file, wrong: true }
      else locked.value = null
      if (!taken.ok && !locked.value) stopped.value = { name: file.name, ...told(taken) }
      if (taken.ok) await refresh()
      return taken
    } catch (error) {
      locked.value = null
      const [, why] = /(disk|read-only):/.exec(String(error)) ?? []
      stopped.value = { name: file.name, why: why === 'disk' || why === 'read-only' ? why : 'other' }
      return null
    } finally {
      taking.value = null
    }
  }

  const told = ({ reason, where }: ShelfRefusal) => ({ reason, ...(where === undefined ? {} : { where }) })

  /** What a bag holds. Rejects when the disk cannot be read. */
  async function read(id: string): Promise<({ ok: true } & Shelved) | ShelfRefusal> {
    const { shelf: from, owner } = owned()
    const found = await from.read(owner, id)
    return found.ok ? { ...found, state: whole(found.events)?.state ?? null } : found
  }

  async function verify(id: string): Promise<{ ok: true; report: Report } | ShelfRefusal> {
    const { shelf: from, owner } = owned()
    return from.verify(owner, id)
  }

  async function remove(id: string): Promise<void> {
    const { shelf: from, owner } = owned()
    await from.remove(owner, id)
    await refresh()
  }

  watch(
    () => session.owner,
    () => {
      entries.value = []
      stopped.value = locked.value = null
      phase.value = 'loading'
      void refresh()
    },
    { immediate: true },
  )

  return {
    available,
    phase,
    entries,
    entry,
    taking,
    locked,
    stopped,
    refresh,
    choose,
    unlock,
    /** Gives up on the sealed file that waits. */
    leave: () => void (locked.value = null),
    dismiss: () => void (stopped.value = null),
    read,
    verify,
    remove,
  }
})
