import { clocksOf, isRunning, type Clock } from '../clock/clocks.ts'
import { CLOCK_RULES } from '../clock/rules.ts'
import type { ProposalState } from './state.ts'

const { refuse, reassign, assist, answer, evaluate } = CLOCK_RULES

/** The clocks of a micro-proposal. No command tells yet of a first contact, so its clock does not run. */
export const PROPOSAL_RULES = [refuse, reassign, assist, answer, evaluate]
type ProposalRule = (typeof PROPOSAL_RULES)[number]

/** The latest run of one of a proposal's clocks, stopped or not; `unit` says which of several. */
export function latestClock(state: ProposalState, rule: ProposalRule, unit?: string): Clock | undefined {
  return clocksOf(state.marks, PROPOSAL_RULES, state.updatedAt).findLast(
    (clock) => clock.rule === rule && (unit === undefined || clock.key === unit),
  )
}

/** The due date (ms UTC) of a clock that runs, or stands still since the last event; `undefined` when none does. */
export function dueOfClock(state: ProposalState, rule: ProposalRule, unit?: string): number | undefined {
  const clock = latestClock(state, rule, unit)
  return clock && isRunning(clock) ? clock.due : undefined
}
