import { computed, type ComputedRef } from 'vue'
import { may } from '../../../core/deciding.ts'
import type { AnyState, CommandType } from '../../../core/kinds.ts'
import type { Refusal } from '../../../core/wire/refusal.ts'
import { useSession } from '../../stores/session.ts'

/** Why the reader may not, or `undefined`; from the same permission table as on the server. */
export type Verdict = (type: CommandType) => Refusal | undefined

/** What the reader may do in a matter now. `now` in ms UTC. Call it in set-up. */
export function useVerdict(state: () => AnyState | null, now: () => number): ComputedRef<Verdict> {
  const session = useSession()
  return computed(() => {
    const account = session.account
    const matter = state()
    const at = now()
    return (type) =>
      account && matter
        ? may(account, type, matter, at)
        : { code: 'unavailable', message: 'nothing is loaded', details: { reason: 'offline' } }
  })
}
