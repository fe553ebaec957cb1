import type { ShelfReason } from '../../../../core/desktop/shelf.ts'
import { t } from '../../../i18n/i18n.ts'
import type { Stopped } from '../../../stores/shelf.ts'

/** Why a bag is not taken in or not read, as a sentence. */
export function reasonText(reason: ShelfReason, where?: string): string {
  return t(`shelf.reasons.${reason}`, { where: where ?? '' })
}

/** Why taking in stopped, as a sentence. */
export function stoppedText({ reason, where, why }: Stopped): string {
  if (reason) return reasonText(reason, where)
  if (why === 'disk') return t('shelf.disk')
  return why === 'read-only' ? t('shelf.readOnly') : t('shelf.failedText')
}
