import { defineStore } from 'pinia'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { bookOf } from '../../core/clock/book.ts'
import { settingsSchema, STANDARD_SETTINGS, type CommitteeSettings } from '../../core/committee/settings.ts'
import { platform } from '../platform/platform.ts'
import { useLink } from './link.ts'
import { useSession } from './session.ts'
import { useSettings } from './settings.ts'

/** What the committee has set for everybody; kept for reading offline. */
export const useCommittee = defineStore('committee', () => {
  const { cache } = platform()
  const link = useLink()
  const session = useSession()
  const appearance = useSettings()

  const settings = shallowRef<CommitteeSettings>(STANDARD_SETTINGS)
  /** What the committee's clocks go by. */
  const book = computed(() => bookOf(settings.value))
  /** Which days it works. */
  const calendar = computed(() => book.value.calendar)

  const cacheKey = (server: string) => `committee:${server} ${appearance.settings.pinnedKeys[server] ?? ''}`

  /** Asks the server for what is set now; without an answer what was known stays. */
  async function refresh(): Promise<void> {
    const owner = session.owner
    if (!owner) return
    const reply = await link.request('committee:settings', {})
    if (!reply.ok || session.owner !== owner) return
    settings.value = reply.value.settings
    cache.save(cacheKey(owner.server), settings.value)
  }

  watch(
    () => session.owner,
    (owner) => {
      const cached = settingsSchema.safeParse(owner ? cache.load(cacheKey(owner.server)) : undefined)
      settings.value = cached.success ? cached.data : STANDARD_SETTINGS
    },
    { immediate: true, flush: 'sync' },
  )
  watch(
    () => link.state === 'online' && session.owner,
    (ask) => void (ask && refresh()),
    { immediate: true },
  )
  onScopeDispose(link.on('committee:changed', () => void refresh()))

  return { settings, book, calendar, refresh }
})
