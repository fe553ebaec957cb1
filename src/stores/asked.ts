import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { MatterKind } from '../../core/matter/state.ts'
import type { Refusal, Reply } from '../../core/wire/refusal.ts'
import { useLink } from './link.ts'
import { useSession } from './session.ts'

// A burst of changes asks once, this much later, ms.
const PAUSE_MS = 3000

/** Figures that the server reckons, as a screen looks at them. */
export interface Asked<Value> {
  phase: Ref<'loading' | 'ready' | 'error'>
  refusal: ShallowRef<Refusal | null>
  value: ShallowRef<Value | undefined>
  refresh(): Promise<void>
  /** Asks for something else; what stands on the screen is of the one before and goes. */
  renew(): Promise<void>
  /** Keeps the figures fresh as long as they are looked at; the answer ends it. */
  look(): () => void
}

/** Figures of all matters of a kind, asked anew while they are looked at and something changes. Call it in a store. */
export function askedAnew<Value>(ask: () => Promise<Reply<Value>>, of: MatterKind): Asked<Value> {
  const link = useLink()
  const session = useSession()

  const phase = ref<'loading' | 'ready' | 'error'>('loading')
  const refusal = shallowRef<Refusal | null>(null)
  const value = shallowRef<Value>()
  let turn = 0
  let watched = 0
  let pause: ReturnType<typeof setTimeout> | undefined

  async function refresh(): Promise<void> {
    clearTimeout(pause)
    const mine = ++turn
    const reply = await ask()
    if (mine !== turn) return
    if (reply.ok) {
      value.value = reply.value
      refusal.value = null
      phase.value = 'ready'
    } else {
      refusal.value = reply.refusal
      phase.value = value.value ? 'ready' : 'error'
    }
  }

  async function renew(): Promise<void> {
    value.value = undefined
    phase.value = 'loading'
    await refresh()
  }

  function look(): () => void {
    watched++
    return () => {
      watched--
      clearTimeout(pause)
    }
  }

  link.on('matters:changed', ({ items }) => {
    if (watched === 0 || !items.some(({ kind }) => kind === of)) return
    clearTimeout(pause)
    pause = setTimeout(() => void refresh(), PAUSE_MS)
  })
  watch(
    () => session.owner,
    () => {
      turn++
      value.value = undefined
      phase.value = 'loading'
    },
    { flush: 'sync' },
  )
  watch(
    () => session.owner && link.state,
    (state) => {
      if (watched > 0 && state === 'online') void refresh()
    },
  )

  return { phase, refusal, value, refresh, renew, look }
}
