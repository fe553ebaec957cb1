import { defineStore } from 'pinia'
import { reactive, ref } from 'vue'
import { DEFAULT_SETTINGS, type Settings } from '../../core/desktop/contract.ts'
import { platform } from '../platform/platform.ts'
import { plain } from './plain.ts'
import { reasonOf } from './reason-of.ts'

/** What the reader has chosen, kept on this machine. */
export const useSettings = defineStore('settings', () => {
  const kept = platform().settings
  const settings = reactive<Settings>({ ...DEFAULT_SETTINGS })
  /** True once the kept settings have been read; until then the defaults hold. */
  const ready = ref(false)

  const loaded = kept.get().then((found) => {
    Object.assign(settings, found)
    ready.value = true
  })

  /** Changes what is named and keeps it; the screen changes at once. Where nothing can be written it lasts until the end. */
  async function update(patch: Partial<Settings>): Promise<void> {
    if (!ready.value) await loaded
    Object.assign(settings, patch)
    try {
      Object.assign(settings, await kept.set(plain(patch)))
    } catch (error) {
      if (!reasonOf(error, ['read-only'])) throw error
    }
  }

  /** Resolves when the kept settings have been read. */
  const whenReady = () => loaded

  return { settings, ready, update, whenReady }
})
