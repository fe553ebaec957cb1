import { t } from '../../i18n/i18n.ts'
import { span } from '../../i18n/time.ts'
import type { SessionProblem } from '../../realtime/problem.ts'

/** Why nobody is signed in, as a sentence with what to do; a changed key and sealed data have pages of their own. */
export function problemText(problem: Exclude<SessionProblem, { kind: 'key-changed' | 'sealed' }>): string {
  switch (problem.kind) {
    case 'wrong-password':
      return t('signin.failed.wrong')
    case 'rate-limited':
      return t('signin.failed.limited', { span: span(problem.retryAfterMs) })
    case 'no-server':
      return t('signin.failed.noServer', { address: problem.server })
    case 'expired':
      return problem.open
        ? `${t(`signin.ended.${problem.reason}`)}${t('lock.leftOpen')}`
        : t(`signin.ended.${problem.reason}`)
    case 'protocol':
      return t('signin.failed.foreign', { detail: problem.detail })
    default:
      return problem satisfies never
  }
}
