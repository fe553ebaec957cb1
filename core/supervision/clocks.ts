import type { ClockBook } from '../clock/book.ts'
import { clocksOf, isRunning, type Clock } from '../clock/clocks.ts'
import { ESCALATE_AFTER, SUPERVISION_RULES, type EscalationRule } from '../clock/supervision-rules.ts'
import { endOf } from '../clock/span.ts'
import type { ClockRule } from '../clock/rule.ts'
import type { SupervisionState } from './state.ts'

const RULES = Object.values(SUPERVISION_RULES)

/** The clocks of a thread that run, or stand still, at a time in ms UTC. */
export function runningThreadClocks(state: SupervisionState, at: number, book: ClockBook): Clock[] {
  return clocksOf(state.marks, RULES, at, book).filter(isRunning)
}

/** The clock of a rule among those that run, of one commitment where the rule has several. */
export function clockOf(clocks: readonly Clock[], rule: ClockRule, commitment?: string): Clock | undefined {
  return clocks.find((clock) => clock.rule.id === rule.id && clock.key === commitment)
}

/** Why a thread may go to the next level, and from when on (ms UTC). */
export interface EscalationGround {
  commitment: string
  rule: EscalationRule
  from: number
}

/**
 * What allows a thread to go to the next level, the earliest first, also what lies ahead: a reminder, or the level
 * before, that a unit has not heeded in its time; a commitment overdue for a month, since it went to the level before.
 */
export function escalationGrounds(state: SupervisionState, clocks: readonly Clock[]): EscalationGround[] {
  if (state.status !== 'open' || nextLevel(state) === undefined) return []
  const last = state.escalations.at(-1)?.at ?? 0
  return state.commitments
    .filter(({ status }) => status === 'running')
    .flatMap(({ id }): EscalationGround[] => {
      const heed = clockOf(clocks, SUPERVISION_RULES.heed, id)
      const keep = clockOf(clocks, SUPERVISION_RULES.keep, id)
      return [
        ...(heed ? [{ commitment: id, rule: 'supervision.heed' as const, from: heed.due + 1 }] : []),
        ...(keep
          ? [
              {
                commitment: id,
                rule: 'supervision.keep' as const,
                from: endOf(Math.max(keep.due, last), ESCALATE_AFTER) + 1,
              },
            ]
          : []),
      ]
    })
    .sort((a, b) => a.from - b.from)
}

/** The level to which a thread can be taken next; `undefined` at the top. */
export function nextLevel({ path, escalations }: SupervisionState): SupervisionState['path'][number] | undefined {
  return path[escalations.length + 1]
}
