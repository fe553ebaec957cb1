import { addressesOf } from '../../../core/matter/task.ts'
import type { Tables } from './tables.ts'

/** The number of the latest notice; 0 before the first. */
export const lastNotice = ({ notices }: Tables): number => notices.at(-1)?.n ?? 0

/** Forgets notices from before `before` (ms UTC) that everybody they were told to has read; never the latest. */
export function forgetNotices(tables: Tables, before: number): number {
  const last = lastNotice(tables)
  const unread = (n: number, address: string) =>
    [...tables.accounts.values()].some(
      ({ account }) => addressesOf(account).includes(address) && (tables.readMarks.get(account.id) ?? 0) < n,
    )
  const kept = tables.notices.filter((notice) => {
    if (notice.at >= before || notice.n === last) return true
    for (const address of notice.for) if (!unread(notice.n, address)) notice.for.delete(address)
    return notice.for.size > 0
  })
  const forgotten = tables.notices.length - kept.length
  tables.notices.splice(0, tables.notices.length, ...kept)
  return forgotten
}
