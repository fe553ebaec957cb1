import type { ClockBook } from '../clock/book.ts'
import type { Clock } from '../clock/clocks.ts'
import type { Mark } from '../clock/mark.ts'
import type { ClockRule } from '../clock/rule.ts'
import { CLOCK_RULES } from '../clock/rules.ts'
import { endBefore, endOf, warnsFrom } from '../clock/span.ts'
import type { ClockDays } from './clock-days.ts'
import type { ConsultationState } from './state.ts'

/** The clocks of a session that is prepared at a time in ms UTC: its own, and the committee's where it sets none. */
export function clockDays(own: Partial<ClockDays>, at: number, book: ClockBook): ClockDays {
  const usual = (rule: ClockRule & { length: { workdays: number } }): number => {
    const { length } = book.inForce(rule, at)
    return 'workdays' in length ? length.workdays : rule.length.workdays
  }
  const { notice, papers, minutes } = CLOCK_RULES
  return { notice: usual(notice), papers: usual(papers), minutes: usual(minutes), ...own }
}

type Timed = Pick<ConsultationState, 'startsAt' | 'clocks' | 'concludedAt'>

/** Until when invitations should have gone out, in ms UTC. */
export function noticeDue({ startsAt, clocks }: Timed, { calendar }: ClockBook): number {
  return endBefore(startsAt, { workdays: clocks.notice }, calendar)
}

/** Until when the papers should have gone out, in ms UTC. */
export function papersDue({ startsAt, clocks }: Timed, { calendar }: ClockBook): number {
  return endBefore(startsAt, { workdays: clocks.papers }, calendar)
}

/** Until when the minutes should be confirmed, in ms UTC; `undefined` before the session has ended. */
export function minutesDue({ concludedAt, clocks }: Timed, { calendar }: ClockBook): number | undefined {
  return concludedAt === undefined ? undefined : endOf(concludedAt, { workdays: clocks.minutes }, calendar)
}

/** The clocks that run in a session: of the invitations, of the papers, of the minutes. */
export function sessionClocks(state: ConsultationState, book: ClockBook): Clock[] {
  return (['notice', 'papers', 'minutes'] as const).flatMap((name) => sessionClock(state, name, book) ?? [])
}

/** One of a session's clocks, by its own number of working days; `undefined` when it does not run. */
export function sessionClock(state: ConsultationState, name: keyof ClockDays, book: ClockBook): Clock | undefined {
  const { createdAt, startsAt, concludedAt } = state
  if (!runs(state, name)) return undefined
  const start: Mark =
    name === 'minutes'
      ? { seq: state.seq, type: 'consultation.concluded', at: concludedAt ?? createdAt }
      : { seq: 1, type: 'consultation.created', at: createdAt, data: { startsAt } }
  const length = { workdays: state.clocks[name] }
  const rule: ClockRule = { ...book.inForce(CLOCK_RULES[name], start.at), length, onRecord: false }
  const { calendar } = book
  const ends = { notice: noticeDue, papers: papersDue, minutes: minutesDue }[name](state, book)
  const due = ends ?? start.at
  const warnsAt = warnsFrom(due, rule.warning, calendar)
  return { rule, start, set: start.seq, setAt: start.at, pauses: [], due, warnsAt }
}

function runs(
  { status, cancelled, accounts, invitations, materials, minutes }: ConsultationState,
  name: keyof ClockDays,
) {
  if (cancelled) return false
  if (name === 'minutes') return (status === 'concluded' || status === 'published') && !minutes?.settled
  if (status !== 'preparing') return false
  return name === 'papers' ? materials.length === 0 : accounts.some((account) => !invitations[account])
}
