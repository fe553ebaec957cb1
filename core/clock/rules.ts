import { addDays, addMonths, addWorkdays } from './calendar.ts'

/** A length of time as public rules state it. */
export type Span = { workdays: number } | { days: number } | { months: number }

/** The clocks of a micro-proposal, with the values most often found in public rules. */
export const PROPOSAL_CLOCKS = {
  /** A unit refuses an assignment within 5 working days. */
  refuse: { workdays: 5 },
  /** An assisting unit gives its opinion within 1 month. */
  assist: { months: 1 },
  /** The formal answer comes within 3 months. */
  answer: { months: 3 },
  /** The author evaluates within 15 working days after the answer. */
  evaluate: { workdays: 15 },
} as const satisfies Record<string, Span>

/** The clocks of a micro-consultation in working days, where it sets none of its own. */
export const CONSULTATION_CLOCKS = {
  /** Invitations go out 15 working days before. */
  notice: 15,
  /** Papers go out 10 working days before. */
  papers: 10,
  /** Minutes are confirmed within 7 working days after. */
  minutes: 7,
} as const

/** When class-B promises are looked back upon, in days after the answer was released. */
export const LOOK_BACK_DAYS = [90, 180, 365] as const

/** How long before the end a clock turns amber: 5 working days before, reckoned forward from now. */
export const WARNING: Span = { workdays: 5 }

/** The end of a span that starts at a time in ms UTC: the end of its last day in China. */
export function endOf(at: number, span: Span): number {
  if ('workdays' in span) return addWorkdays(at, span.workdays)
  return 'days' in span ? addDays(at, span.days) : addMonths(at, span.months)
}

export type Light = 'green' | 'amber' | 'red' | 'grey'

/** The light of a due date (ms UTC) now: red past it, amber within the warning, green before, grey without one. */
export function dueLight(due: number | undefined, now: number): Light {
  if (due === undefined) return 'grey'
  if (now > due) return 'red'
  return endOf(now, WARNING) >= due ? 'amber' : 'green'
}
