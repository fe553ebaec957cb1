import { computed, onScopeDispose, shallowRef, type ComputedRef } from 'vue'
import type { useLink } from '../link.ts'

export interface Presence {
  present: ComputedRef<readonly string[]>
  typing: ComputedRef<readonly string[]>
  setTyping(typing: boolean): void
  /** Forgets everyone: the connection is gone. */
  clear(): void
}

// Said again while the writing goes on, and taken back after a pause, ms.
const REPEAT_MS = 3000
const PAUSE_MS = 5000

/** Who else is in a matter, who is writing, and telling them the same of the reader. */
export function createPresence(
  link: ReturnType<typeof useLink>,
  matter: string,
  isMe: (id: string) => boolean,
): Presence {
  const there = shallowRef<readonly string[]>([])
  const writing = shallowRef<readonly string[]>([])
  let saidAt = 0
  let pause: ReturnType<typeof setTimeout> | undefined

  const off = link.on('presence:changed', (fact) => {
    if (fact.matter !== matter) return
    there.value = fact.present
    writing.value = fact.typing
  })
  onScopeDispose(() => {
    off()
    clearTimeout(pause)
  })

  function say(typing: boolean): void {
    saidAt = typing ? Date.now() : 0
    void link.request('presence:set', { matter, typing })
  }

  return {
    present: computed(() => there.value),
    typing: computed(() => writing.value.filter((account) => !isMe(account))),
    setTyping(typing) {
      clearTimeout(pause)
      if (typing) {
        pause = setTimeout(() => say(false), PAUSE_MS)
        if (Date.now() - saidAt > REPEAT_MS) say(true)
      } else if (saidAt > 0) say(false)
    },
    clear() {
      clearTimeout(pause)
      saidAt = 0
      there.value = []
      writing.value = []
    },
  }
}
