import { t } from '../../../i18n/i18n.ts'

/** A share in whole percent; `undefined` of nothing. */
export function percentOf(part: number, whole: number): string | undefined {
  return whole === 0 ? undefined : t('board.percent', { n: Math.round((100 * part) / whole) })
}
