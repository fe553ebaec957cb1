import type { InboxTask } from '../../../core/wire/records.ts'

/** When a task stops waiting or is due, whichever comes first, ms UTC; Infinity where nothing presses. */
const presses = ({ until, due }: InboxTask): number => Math.min(until ?? Infinity, due ?? Infinity)

const byUrgency = (a: InboxTask, b: InboxTask): number => {
  const [soon, late] = [presses(a), presses(b)]
  return soon === late ? a.since - b.since : soon - late
}

/** Tasks gathered by matter: in each and among the matters the most urgent first, then what has waited longest. */
export function byMatter(tasks: readonly InboxTask[]): InboxTask[][] {
  const groups = new Map<string, InboxTask[]>()
  for (const task of [...tasks].sort(byUrgency)) groups.set(task.matter, [...(groups.get(task.matter) ?? []), task])
  return [...groups.values()]
}
