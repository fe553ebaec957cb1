import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Draft, Owner } from '../../core/desktop/contract.ts'
import { platform } from '../platform/platform.ts'
import { BALLOT_DRAFT } from './nonces.ts'
import { plain } from './plain.ts'
import { useSession } from './session.ts'
import { TUCKED_DRAFT } from './session/tucked.ts'

/** `saved`: everything is on disk. `pending`: typed and not written yet. `failed`: the disk said no; it is tried again. */
export type SavingState = 'saved' | 'pending' | 'saving' | 'failed'

const PAUSE_MS = 600
const RETRY_MS = 5000

/** Writing that has not been sent; kept on this machine only. */
export const useDrafts = defineStore('drafts', () => {
  const kept = platform().drafts
  const session = useSession()

  const all = shallowRef<ReadonlyMap<string, Draft>>(new Map())
  const phase = ref<'loading' | 'ready' | 'error'>('loading')
  const saving = ref<SavingState>('saved')
  /** Latest first. */
  const drafts = computed(() => [...all.value.values()].sort((a, b) => b.updatedAt - a.updatedAt))

  const dirty = new Map<string, { owner: Owner; draft: Draft }>()
  let timer: ReturnType<typeof setTimeout> | undefined
  // One write at a time, so that an older text never lands on a newer one.
  let writing: Promise<unknown> = Promise.resolve()

  const get = (id: string): Draft | undefined => all.value.get(id)

  /** Keeps a draft as it now stands: in memory at once, on disk a moment after the last change. */
  function save(draft: Omit<Draft, 'updatedAt'>): void {
    const { owner } = session
    if (!owner) return
    const now = plain({ ...draft, updatedAt: Date.now() })
    all.value = new Map(all.value).set(now.id, now)
    dirty.set(now.id, { owner, draft: now })
    saving.value = 'pending'
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), PAUSE_MS)
  }

  /** Writes what is still pending now. Resolves when it is on disk, or when the disk has said no. */
  async function flush(): Promise<void> {
    clearTimeout(timer)
    const batch = [...dirty.values()]
    dirty.clear()
    writing = writing.then(async () => {
      for (const { owner, draft } of batch) {
        saving.value = 'saving'
        try {
          await kept.put(owner, draft)
        } catch {
          if (!dirty.has(draft.id)) dirty.set(draft.id, { owner, draft })
        }
      }
      if (batch.length === 0) return
      saving.value =
        dirty.size === 0
          ? 'saved'
          : batch.some(({ draft }) => dirty.get(draft.id)?.draft === draft)
            ? 'failed'
            : 'pending'
      if (saving.value === 'failed') timer = setTimeout(() => void flush(), RETRY_MS)
    })
    await writing
  }

  /** Rejects when the disk does not let go of it: then it is still there. */
  async function remove(id: string): Promise<void> {
    const { owner } = session
    dirty.delete(id)
    const found = all.value.get(id)
    const rest = new Map(all.value)
    if (!rest.delete(id) || !owner) return
    all.value = rest
    const removal = writing.then(() => kept.remove(owner, id))
    writing = removal.catch(() => undefined)
    await removal.catch((error: unknown) => {
      if (found && session.owner === owner && !all.value.has(id)) all.value = new Map(all.value).set(id, found)
      throw error
    })
  }

  async function load(owner: Owner | null): Promise<void> {
    await flush()
    all.value = new Map()
    phase.value = 'loading'
    if (!owner) return
    try {
      const found = await kept.list(owner)
      if (session.owner !== owner) return
      // What was typed while the disk was being read is newer than what the disk held.
      const written = found.filter(({ kind }) => kind !== BALLOT_DRAFT && kind !== TUCKED_DRAFT)
      all.value = new Map([...written.map((draft) => [draft.id, draft] as const), ...all.value])
      phase.value = 'ready'
    } catch {
      phase.value = 'error'
    }
  }

  watch(
    () => session.owner,
    (owner) => void load(owner),
    { immediate: true },
  )
  if (typeof window !== 'undefined') {
    window.addEventListener('pagehide', () => void flush())
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void flush()
    })
  }

  /** Reads the drafts from the disk again. */
  const reload = () => load(session.owner)

  return { drafts, phase, saving, get, save, flush, remove, reload }
})
