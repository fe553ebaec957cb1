import type { ClockBook } from '../clock/book.ts'
import { clocksOf, isRunning, type Clock } from '../clock/clocks.ts'
import { CLOCK_RULES } from '../clock/rules.ts'
import type { ProposalState } from './state.ts'

const { refuse, reassign, assist, answer, evaluate } = CLOCK_RULES

/** The clocks of a micro-proposal. No command tells yet of a first contact, so its clock does not run. */
export const PROPOSAL_RULES = [refuse, reassign, assist, answer, evaluate]
type ProposalRule = (typeof PROPOSAL_RULES)[number]

/** The latest run of one of a proposal's clocks, stopped or not; `unit` says which of several. */
export function latestClock(
  state: ProposalState,
  rule: ProposalRule,
  book: ClockBook,
  unit?: string,
): Clock | undefined {
  return clocksOf(state.marks, PROPOSAL_RULES, state.updatedAt, book).findLast(
    (clock) => clock.rule.id === rule.id && (unit === undefined || clock.key === unit),
  )
}

/** One of its clocks that runs, or stands still since the last event; `undefined` when it does not. */
export function runningClock(
  state: ProposalState,
  rule: ProposalRule,
  book: ClockBook,
  unit?: string,
): Clock | undefined {
  const clock = latestClock(state, rule, book, unit)
  return clock && isRunning(clock) ? clock : undefined
}
