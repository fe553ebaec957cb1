import type { MatterState } from '../../../core/matter/state.ts'
import { hasRole, type Account } from '../../../core/people/roles.ts'
import { t } from '../../i18n/i18n.ts'
import { span } from '../../i18n/time.ts'

/** How long slow mode holds an account back, in words; `undefined` when it may speak. `now` in ms UTC. */
export function slowHold({ slow, lastPost }: MatterState, account: Account, now: number): string | undefined {
  const last = lastPost[account.id]
  if (!slow || last === undefined || hasRole(account, 'moderator')) return undefined
  if (slow.until !== undefined && slow.until <= now) return undefined
  const wait = last + slow.seconds * 1000 - now
  return wait > 0 ? t('discussion.banner.slowWait', { span: span(wait) }) : undefined
}
