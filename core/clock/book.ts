import type { ClockRule } from './rule.ts'
import { CLOCK_RULES } from './rules.ts'
import { NO_SETTINGS, type ClockSettings, type RuleSetting } from './settings.ts'
import type { Span } from './span.ts'
import { createCalendar, STATE_CALENDAR, type Calendar } from './workdays.ts'

/** What a committee's clocks go by: which days it works, and each rule as it has it. */
export interface ClockBook {
  /** The committee's days: its latest word on a day holds for all clocks, whenever they started. */
  calendar: Calendar
  /** A rule as it was in force at a time in ms UTC: by it goes a clock that started then, however long it runs. */
  inForce(rule: ClockRule, at: number): ClockRule
}

/** The book of a committee that has set these things. */
export function bookOf({ rules, days }: ClockSettings = NO_SETTINGS): ClockBook {
  const latest = new Map(inOrder(days).map(({ day, work, name }) => [day, { date: day, work, name }]))
  const byRule = Map.groupBy(inOrder(rules), ({ rule }) => rule)
  return {
    calendar: latest.size > 0 ? createCalendar([...latest.values()]) : STATE_CALENDAR,
    inForce(rule, at) {
      const set = byRule.get(rule.id)?.findLast(({ from }) => from <= at)
      return set ? asSet(rule, set) : rule
    },
  }
}

/** What the public rules and the State Council's calendar say, where a committee has set nothing. */
export const STANDARD_BOOK: ClockBook = bookOf()

/** The earliest first; of the same moment as they were given. */
function inOrder<S extends { from: number }>(settings: readonly S[]): S[] {
  return [...settings].sort((a, b) => a.from - b.from)
}

const asSet = (rule: ClockRule, { length, warning, text, from }: RuleSetting): ClockRule => ({
  ...rule,
  length,
  warning,
  text,
  since: from,
})

/** Every rule there is; the lengths of some sessions' clocks are numbers of working days. */
const ALL: readonly ClockRule[] = Object.values(CLOCK_RULES)
const IN_WORKDAYS = /^consultation\./

/** The rule of an id; `undefined` when there is none. */
export function ruleOf(id: string): ClockRule | undefined {
  return ALL.find((rule) => rule.id === id)
}

/** Why a rule cannot be set to a length; `undefined` when it can. */
export function whyNotSettable(id: string, length: Span): 'unknown-rule' | 'workdays-only' | undefined {
  if (!ruleOf(id)) return 'unknown-rule'
  return IN_WORKDAYS.test(id) && !('workdays' in length) ? 'workdays-only' : undefined
}
