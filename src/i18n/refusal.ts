import { PROPOSAL_STATUSES } from '../../core/proposal/state.ts'
import type { Refusal } from '../../core/wire/refusal.ts'
import { hasText, t } from './i18n.ts'
import { span } from './time.ts'

/** A refusal as a sentence for people: what was wrong and what to do next. */
export function refusalText({ code, details = {} }: Refusal): string {
  const reason = typeof details.reason === 'string' ? details.reason : 'other'
  const own = `refusals.${code}.${reason}`
  return t(hasText(own) ? own : `refusals.${code}.other`, {
    because: typeof details.because === 'string' ? details.because : t('common.none'),
    limit: typeof details.limit === 'number' ? details.limit : '',
    status: statusName(details.status),
    span: span(typeof details.retryAfterMs === 'number' ? details.retryAfterMs : 5_000),
  })
}

function statusName(status: unknown): string {
  const known = PROPOSAL_STATUSES.find((candidate) => candidate === status)
  return known ? t(`words.status.${known}`) : String(status ?? '')
}
