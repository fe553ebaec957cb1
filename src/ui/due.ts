import { chinaDate } from '../../core/clock/calendar.ts'
import { workdaysLeft } from '../../core/clock/remaining.ts'
import type { Calendar } from '../../core/clock/workdays.ts'
import { t } from '../i18n/i18n.ts'

/** How long is left until a due date, in working days: `还剩 12 个工作日`, `今天到期`, `已超期 3 个工作日`. Times in ms UTC. */
export function dueWords(due: number, now: number, calendar: Calendar): string {
  const n = workdaysLeft(due, now, calendar)
  if (now > due) return n < 0 ? t('handling.due.over', { n: -n }) : t('handling.due.overNow')
  if (n > 0) return t('handling.due.left', { n })
  return chinaDate(due) === chinaDate(now) ? t('handling.due.today') : t('handling.due.nextDay')
}
