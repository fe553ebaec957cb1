import { ref, watch, type Ref } from 'vue'
import { useSession } from '../../stores/session.ts'

/** True until what was locked is open or left alone: meanwhile nothing else is asked. */
export function useSealed(): Ref<boolean> {
  const session = useSession()
  const sealed = ref(false)
  watch(
    () => [session.problem?.kind, session.status] as const,
    ([kind, status]) => (sealed.value = kind === 'sealed' || (sealed.value && status === 'signing-in')),
    { immediate: true },
  )
  return sealed
}
