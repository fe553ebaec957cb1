import { defineStore } from 'pinia'
import { computed } from 'vue'
import { platform } from '../platform/platform.ts'
import { useDrafts } from './drafts.ts'
import { plain } from './plain.ts'
import { useSession } from './session.ts'
import { useSettings } from './settings.ts'

/** Signing out, and what becomes of what this machine keeps. */
export const useLeaving = defineStore('leaving', () => {
  const { local, cache, encryption } = platform()
  const session = useSession()
  const settings = useSettings()
  const drafts = useDrafts()

  const policy = computed(() => settings.settings.onSignOut ?? 'keep')

  session.onParting(async (owner) => {
    // what is typed is on the disk, or sealed or gone with the rest: never written behind
    await drafts.flush()
    if (policy.value === 'lock') await encryption?.seal(plain(owner))
  })

  /**
   * Ends this session, or with `everywhere` every session of the account; where the reader has chosen so, everything
   * kept here for them is sealed, or goes. Rejects when that could not be done: then it is all still there.
   */
  async function signOut(everywhere = false): Promise<void> {
    const owner = session.owner && plain(session.owner)
    await session.signOut({ everywhere })
    if (!owner || policy.value !== 'erase') return
    await local.erase(owner)
    cache.forget(owner.account)
  }

  return { policy, signOut }
})
