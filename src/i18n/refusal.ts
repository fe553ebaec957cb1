import { PROPOSAL_STATUSES } from '../../core/proposal/state.ts'
import type { Refusal } from '../../core/wire/refusal.ts'
import { hasText, t } from './i18n.ts'
import { span, wholeDate } from './time.ts'

/** A refusal as a sentence for people: what was wrong and what to do next. */
export function refusalText({ code, details = {} }: Refusal): string {
  const reason = typeof details.reason === 'string' ? details.reason : 'other'
  const own = `refusals.${code}.${reason}`
  // The same word can stand for different clocks; the number of the rule tells them apart.
  const ruled = `${own}-${String(details.rule)}`
  return t(hasText(ruled) ? ruled : hasText(own) ? own : `refusals.${code}.other`, {
    because: typeof details.because === 'string' ? details.because : t('common.none'),
    limit: typeof details.limit === 'number' ? details.limit : '',
    status: statusName(details.status),
    until: typeof details.until === 'number' ? wholeDate(details.until) : '',
    list: numbers(details.suggestions),
    n: Array.isArray(details.accounts) ? details.accounts.length : 0,
    span: span(typeof details.retryAfterMs === 'number' ? details.retryAfterMs : 5_000),
  })
}

/** Indexes from 0 as people number them. */
function numbers(indexes: unknown): string {
  return Array.isArray(indexes) ? indexes.map((index) => Number(index) + 1).join(t('common.and')) : ''
}

function statusName(status: unknown): string {
  const known = PROPOSAL_STATUSES.find((candidate) => candidate === status)
  if (known) return t(`words.status.${known}`)
  const own = [
    `suggestion.status.${String(status)}`,
    `consultation.status.${String(status)}`,
    `supervision.status.${String(status)}`,
    `service.status.${String(status)}`,
    `answer.status.${String(status)}`,
  ].find(hasText)
  return own ? t(own) : String(status ?? '')
}
