import { CLOCK_RULES } from '../../../../core/clock/rules.ts'
import { runningClock } from '../../../../core/proposal/clocks.ts'
import {
  evaluationEnds,
  mustRehandle,
  openLookBacks,
  round,
  unheard,
} from '../../../../core/proposal/follow-through.ts'
import { lacksMember } from '../../../../core/proposal/needs.ts'
import { evaluators } from '../../../../core/proposal/relations.ts'
import type { Assignment, ProposalState } from '../../../../core/proposal/state.ts'
import { t } from '../../../i18n/i18n.ts'
import type { Names } from '../../matter/sentence.ts'
import type { ClockBook } from '../../../../core/clock/book.ts'
import type { Clock } from '../../../../core/clock/clocks.ts'

/** What comes next, and by when (ms UTC) where a clock runs. */
export interface NextStep {
  text: string
  due?: number
  warnsAt?: number
}

/** What happens next in a proposal, the most important first. `now` in ms UTC. */
export function nextSteps(state: ProposalState, now: number, names: Names, book: ClockBook): NextStep[] {
  switch (state.status) {
    case 'submitted':
      return [{ text: t(lacksMember(state) ? 'proposal.stage.next.needsMember' : 'proposal.stage.next.submitted') }]
    case 'returned':
    case 'declined':
    case 'withdrawn':
      return [{ text: t(`proposal.stage.next.${state.status}`) }]
    case 'merged':
      return [{ text: t('handling.next.merged') }]
    case 'filed': {
      const refused = state.refusals.at(-1)
      return [
        {
          text: refused ? t('handling.next.reassign', { unit: names.unit(refused.unit) }) : t('handling.next.assign'),
          ...by(runningClock(state, CLOCK_RULES.reassign, book)),
        },
      ]
    }
    case 'assigned':
      return state.assignment
        ? [accepting(state, state.assignment, names, book), ...assisting(state, state.assignment, names, book)]
        : []
    case 'handling':
      return state.assignment
        ? [answering(state, state.assignment, names, book), ...assisting(state, state.assignment, names, book)]
        : []
    case 'answered':
      return [afterAnswer(state, now, book), ...promises(state, now, 'handling.next.lookBack')]
    case 'closed': {
      const left = promises(state, now, 'handling.next.lookBackClosed')
      return left.length > 0 ? left : [{ text: t('handling.next.end') }]
    }
    default:
      return state.status satisfies never
  }
}

const by = (clock: Clock | undefined) => (clock ? { due: clock.due, warnsAt: clock.warnsAt } : {})

function accepting(state: ProposalState, { lead }: Assignment, { unit }: Names, book: ClockBook): NextStep {
  return { text: t('handling.next.accept', { unit: unit(lead) }), ...by(runningClock(state, CLOCK_RULES.refuse, book)) }
}

function answering(state: ProposalState, { lead }: Assignment, { unit }: Names, book: ClockBook): NextStep {
  const { held, rounds } = state
  const due = by(runningClock(state, CLOCK_RULES.answer, book))
  const named = { unit: unit(lead) }
  if (held && !held.returned) return { text: t('handling.next.release', named) }
  if (held) return { text: t('handling.next.mend', named), ...due }
  return { text: t(rounds.length > 0 ? 'handling.next.answerAgain' : 'handling.next.answer', named), ...due }
}

/** Assisting units that have not given their opinion in this round. */
export function silentUnits({ opinions, rounds }: ProposalState, assignment: Assignment): string[] {
  const given = new Set(opinions.filter(({ round: n }) => n === rounds.length).map(({ unit }) => unit))
  return assignment.assisting.filter((unit) => !given.has(unit))
}

function assisting(state: ProposalState, assignment: Assignment, { units }: Names, book: ClockBook): NextStep[] {
  const silent = silentUnits(state, assignment)
  if (silent.length === 0) return []
  return [
    {
      text: t('handling.next.assist', { units: units(silent) }),
      // started together, they end together
      ...by(runningClock(state, CLOCK_RULES.assist, book, silent[0])),
    },
  ]
}

function afterAnswer(state: ProposalState, now: number, book: ClockBook): NextStep {
  if (mustRehandle(state)) return { text: t('handling.next.rehandle') }
  if (unheard(state).length === 0) return { text: t('handling.next.close') }
  const due = evaluationEnds(state, book)
  if (now > due) return { text: t('handling.next.closeLate') }
  const of = evaluators(state)
  const heard = of.length - unheard(state).length
  return { text: t('handling.next.evaluate', { heard, of: of.length }), due }
}

function promises(
  state: ProposalState,
  now: number,
  key: 'handling.next.lookBack' | 'handling.next.lookBackClosed',
): NextStep[] {
  const open = openLookBacks(state)
  const ready = open.filter(({ at }) => at <= now)
  const ahead = open.find(({ at }) => at > now)
  if (ready.length > 0) return [{ text: t('handling.next.lookBackNow', { n: ready.length }) }]
  const released = round(state).items.filter(({ class: grade }) => grade === 'B').length
  return ahead ? [{ text: t(key, { n: released }), due: ahead.at }] : []
}
