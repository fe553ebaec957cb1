import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import { DEFAULT_PREFERENCES, noticeKind, type Preferences } from '../../core/notices/preferences.ts'
import type { Notice } from '../../core/wire/records.ts'
import type { Refusal } from '../../core/wire/refusal.ts'
import { useLink } from './link.ts'
import { useSession } from './session.ts'

/** What the reader wants to be told of and when: kept by the server for the account, the same on all devices. */
export const usePreferences = defineStore('preferences', () => {
  const link = useLink()
  const session = useSession()
  /** As the server keeps them; until they have come, `null`. */
  const preferences = shallowRef<Preferences | null>(null)
  const refusal = shallowRef<Refusal | null>(null)

  async function load(): Promise<void> {
    const { owner } = session
    const reply = await link.request('preferences:get', {})
    if (session.owner !== owner) return
    if (reply.ok) preferences.value = reply.value.preferences
    refusal.value = reply.ok ? null : reply.refusal
  }

  /** Changes what is named. The screen changes at once, and back when the server refuses. */
  async function update(patch: Partial<Preferences>): Promise<boolean> {
    const before = preferences.value ?? DEFAULT_PREFERENCES
    const next = { ...before, ...patch }
    preferences.value = next
    const reply = await link.request('preferences:set', { preferences: next })
    refusal.value = reply.ok ? null : reply.refusal
    if (!reply.ok && preferences.value === next) preferences.value = before
    return reply.ok
  }

  /** Whether a notice counts as unread: it has not been read, and it is of a kind the reader wants to be told of. */
  const isNew = ({ read, type, kind }: Notice): boolean =>
    !read && (preferences.value ?? DEFAULT_PREFERENCES).tell[noticeKind(type, kind)] !== 'never'

  link.on('preferences:changed', (fact) => (preferences.value = fact.preferences))
  watch(
    () => session.owner,
    () => {
      preferences.value = null
      refusal.value = null
    },
    { flush: 'sync' },
  )
  watch(
    () => session.owner && link.state,
    (state) => state === 'online' && void load(),
    { immediate: true },
  )

  return { preferences, refusal, load, update, isNew }
})
