import { onScopeDispose } from 'vue'
import { useRoute } from 'vue-router'
import { useLock } from '../stores/lock.ts'

const LOOK_MS = 5000
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const

/** Tells the lock of every touch. What stands alone for a whole hall, without controls, is never locked by itself. */
export function useIdle(): void {
  const lock = useLock()
  const route = useRoute()
  const options = { capture: true, passive: true }
  const timer = setInterval(() => {
    if (route.meta.alone) lock.touch()
    lock.look()
  }, LOOK_MS)
  for (const kind of TOUCHES) window.addEventListener(kind, lock.touch, options)
  onScopeDispose(() => {
    clearInterval(timer)
    for (const kind of TOUCHES) window.removeEventListener(kind, lock.touch, options)
  })
}
