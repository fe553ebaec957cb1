import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { InUse } from '../../core/desktop/in-use.ts'
import { platform } from '../platform/platform.ts'

/** Whether another process writes in what this machine keeps: then nothing written here would last. */
export const useInUse = defineStore('in-use', () => {
  const { inUse } = platform()
  /** Null while nobody else writes, or it is not known yet. */
  const holder = shallowRef<InUse | null>(null)
  // what cannot be asked is answered by the first write that is refused
  const asked = (inUse?.() ?? Promise.resolve(null)).then(
    (found) => void (holder.value = found),
    () => undefined,
  )

  /** Resolves when it is known. */
  const whenKnown = () => asked

  return { holder, whenKnown }
})
