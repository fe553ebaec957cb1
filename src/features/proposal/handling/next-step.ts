import { CLOCK_RULES } from '../../../../core/clock/rules.ts'
import { dueOfClock } from '../../../../core/proposal/clocks.ts'
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

/** What comes next, and by when (ms UTC) where a clock runs. */
export interface NextStep {
  text: string
  due?: number
}

/** What happens next in a proposal, the most important first. `now` in ms UTC. */
export function nextSteps(state: ProposalState, now: number, names: Names): NextStep[] {
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
          ...by(dueOfClock(state, CLOCK_RULES.reassign)),
        },
      ]
    }
    case 'assigned':
      return state.assignment
        ? [accepting(state, state.assignment, names), ...assisting(state, state.assignment, names)]
        : []
    case 'handling':
      return state.assignment
        ? [answering(state, state.assignment, names), ...assisting(state, state.assignment, names)]
        : []
    case 'answered':
      return [afterAnswer(state, now), ...promises(state, now, 'handling.next.lookBack')]
    case 'closed': {
      const left = promises(state, now, 'handling.next.lookBackClosed')
      return left.length > 0 ? left : [{ text: t('handling.next.end') }]
    }
    default:
      return state.status satisfies never
  }
}

const by = (due: number | undefined) => (due === undefined ? {} : { due })

function accepting(state: ProposalState, { lead }: Assignment, { unit }: Names): NextStep {
  return { text: t('handling.next.accept', { unit: unit(lead) }), ...by(dueOfClock(state, CLOCK_RULES.refuse)) }
}

function answering(state: ProposalState, { lead }: Assignment, { unit }: Names): NextStep {
  const { held, rounds } = state
  const due = by(dueOfClock(state, CLOCK_RULES.answer))
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

function assisting(state: ProposalState, assignment: Assignment, { units }: Names): NextStep[] {
  const silent = silentUnits(state, assignment)
  if (silent.length === 0) return []
  return [
    {
      text: t('handling.next.assist', { units: units(silent) }),
      // started together, they end together
      ...by(dueOfClock(state, CLOCK_RULES.assist, silent[0])),
    },
  ]
}

function afterAnswer(state: ProposalState, now: number): NextStep {
  if (mustRehandle(state)) return { text: t('handling.next.rehandle') }
  if (unheard(state).length === 0) return { text: t('handling.next.close') }
  const due = evaluationEnds(state)
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
