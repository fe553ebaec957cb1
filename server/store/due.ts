import { addressesOf } from '../../core/matter/task.ts'
import type { DueTask, InboxTask } from '../../core/wire/records.ts'
import type { Viewer } from './queries.ts'

/** One thing that is due, as a viewer may know it: of the accounts of others only how many they are. */
export function dueTask(task: InboxTask, addresses: readonly string[], { account }: Viewer): DueTask {
  const { due = 0, warnsAt = due, ...rest } = task
  const own = addressesOf(account)
  const told = [...new Set(addresses)].filter((address) => own.includes(address) || !address.startsWith('account:'))
  return {
    ...rest,
    due,
    warnsAt,
    for: told.sort(),
    others: new Set(addresses).size - told.length,
    mine: told.some((address) => own.includes(address)),
  }
}
