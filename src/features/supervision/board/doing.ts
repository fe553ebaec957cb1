import type { RouteLocationRaw } from 'vue-router'
import type { ClockBook } from '../../../../core/clock/book.ts'
import { endOf } from '../../../../core/clock/span.ts'
import { SUPERVISION_RULES } from '../../../../core/clock/supervision-rules.ts'
import { hasRole, type Account } from '../../../../core/people/roles.ts'
import type { BoardItem } from '../../../../core/supervision/board.ts'

/** What somebody can do about a commitment on the board. */
export type Doing = 'report' | 'remind' | 'decide' | 'open'

/** What is next for a reader with a commitment, at a time in ms UTC by the committee's book: its unit reports, moderators decide and remind. */
export function doingOf(item: BoardItem, me: Account, now: number, book: ClockBook): Doing {
  if (hasRole(me, 'unit') && me.unit === item.unit) return item.light === 'grey' ? 'open' : 'report'
  if (!hasRole(me, 'moderator')) return 'open'
  if (item.asksFor !== undefined) return 'decide'
  const { remindedAt } = item
  // while the time to answer a reminder runs there is no other
  const heeding = remindedAt !== undefined && now <= heedBy(remindedAt, book)
  return item.light === 'red' && !heeding ? 'remind' : 'open'
}

function heedBy(remindedAt: number, book: ClockBook): number {
  return endOf(remindedAt, book.inForce(SUPERVISION_RULES.heed, remindedAt).length, book.calendar)
}

/** Where it is done: the thread's page, with the very action open. */
export function doingTarget({ matter, item }: BoardItem, doing: Doing): RouteLocationRaw {
  const query = doing === 'open' ? {} : { do: doing, item: String(item) }
  return { name: 'supervision', params: { id: matter }, query }
}
