import type { Clock } from './clocks.ts'

/** By when something is to be done, from when on that is near (ms UTC), and the id of the rule that says so. */
export interface Deadline {
  due: number
  warnsAt: number
  rule: string
}

/** What a clock says of the task of whom it runs against; nothing where none runs. */
export function deadlineOf(clock: Clock | undefined): Partial<Deadline> {
  return clock ? { due: clock.due, warnsAt: clock.warnsAt, rule: clock.rule.id } : {}
}
