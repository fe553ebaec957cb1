import { lastPost } from '../../../core/matter/discussion.ts'
import type { MatterState } from '../../../core/matter/state.ts'
import { hasRole, type Account } from '../../../core/people/roles.ts'
import { t } from '../../i18n/i18n.ts'
import { span } from '../../i18n/time.ts'

/** How long slow mode holds an account back, in words; `undefined` when it may speak. `now` in ms UTC. */
export function slowHold(state: MatterState, account: Account, now: number): string | undefined {
  const { slow } = state
  if (!slow || hasRole(account, 'moderator')) return undefined
  if (slow.until !== undefined && slow.until <= now) return undefined
  const last = lastPost(state, account.id, now - slow.seconds * 1000)
  const wait = last === undefined ? 0 : last + slow.seconds * 1000 - now
  return wait > 0 ? t('discussion.banner.slowWait', { span: span(wait) }) : undefined
}
