import { onScopeDispose, readonly, ref, type Ref } from 'vue'
import { useLink } from '../stores/link.ts'

const STEP_MS = 10_000

/** The server's time as it goes by, ms UTC: new every ten seconds, or as often as `stepMs` says. */
export function useNow(stepMs = STEP_MS): Readonly<Ref<number>> {
  const link = useLink()
  const now = ref(link.serverNow())
  const timer = setInterval(() => (now.value = link.serverNow()), stepMs)
  onScopeDispose(() => clearInterval(timer))
  return readonly(now)
}
