import { defineStore } from 'pinia'
import { computed } from 'vue'
import { platform } from '../platform/platform.ts'
import { useDrafts } from './drafts.ts'
import { plain } from './plain.ts'
import { useSession } from './session.ts'
import { tuckAway } from './session/tucked.ts'
import { useSettings } from './settings.ts'

/** Signing out, and what becomes of what this machine keeps. */
export const useLeaving = defineStore('leaving', () => {
  const parts = platform()
  const { local, encryption } = parts
  const session = useSession()
  const settings = useSettings()
  const drafts = useDrafts()

  const policy = computed(() => settings.settings.onSignOut ?? 'keep')

  session.onParting(async (whose, asked) => {
    const owner = plain(whose)
    // what is typed is on the disk, or sealed or gone with the rest: never written behind
    await drafts.flush()
    if (policy.value === 'lock' && encryption) {
      await tuckAway(parts, owner)
      await encryption.seal(owner)
    }
    if (policy.value === 'erase' && asked) {
      await local.erase(owner)
      parts.cache.forget(owner.account)
    }
  })

  /**
   * Ends this session, or with `everywhere` every session of the account; where the reader has chosen so, everything
   * kept here for them is sealed, or goes. Rejects when that could not be done: then it is all still there.
   */
  const signOut = (everywhere = false): Promise<void> => session.signOut({ everywhere })

  return { policy, signOut }
})
