import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Encryption } from '../../core/desktop/encryption.ts'
import { platform } from '../platform/platform.ts'
import { plain } from './plain.ts'
import { reasonOf } from './reason-of.ts'
import { useSession } from './session.ts'

/** Why it cannot be told or switched; the screen has a sentence for each. */
export const ENCRYPTION_TROUBLES = ['locked', 'sealed', 'no-keychain', 'read-only', 'disk', 'other'] as const
export type EncryptionTrouble = (typeof ENCRYPTION_TROUBLES)[number]

/** How often a change that is under way is asked after, in ms. */
const ASK_MS = 500
/** How long a change that something stopped waits before it is asked to go on, in ms. */
const RETRY_MS = 10_000

/** Whether what this machine keeps for the reader lies encrypted on the disk. */
export const useEncryption = defineStore('encryption', () => {
  const { encryption } = platform()
  const session = useSession()
  /** Null until it is known. */
  const standing = shallowRef<Encryption | null>(null)
  const trouble = ref<EncryptionTrouble | null>(null)
  const busy = ref(false)
  /** Set while nothing of it can be read or written. */
  const locked = computed(() => (trouble.value === 'locked' || trouble.value === 'sealed' ? trouble.value : undefined))
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(how: (bridge: NonNullable<typeof encryption>) => Promise<Encryption>): Promise<void> {
    const { owner } = session
    clearTimeout(timer)
    if (!encryption || !owner) return
    try {
      const found = await how(encryption)
      if (session.owner !== owner) return
      standing.value = found
      trouble.value = null
      if (found.state === 'changing') timer = setTimeout(() => void refresh(), ASK_MS)
    } catch (error) {
      if (session.owner !== owner) return
      trouble.value = reasonOf(error, ENCRYPTION_TROUBLES) ?? 'other'
      if (standing.value?.state === 'changing') timer = setTimeout(() => void refresh(), RETRY_MS)
    }
  }

  /** Asks how things stand, and goes on asking while they change. */
  const refresh = () => ask((bridge) => bridge.encryption(plain(session.owner!)))

  /** Does nothing while it is being switched already. */
  async function set(on: boolean): Promise<void> {
    if (busy.value) return
    busy.value = true
    await ask((bridge) => bridge.setEncryption(plain(session.owner!), on))
    busy.value = false
  }

  watch(
    () => session.owner,
    () => {
      standing.value = null
      trouble.value = null
      void refresh()
    },
    { immediate: true },
  )

  return { offered: encryption !== undefined, standing, trouble, locked, busy, refresh, set }
})
