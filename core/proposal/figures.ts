import type { AnswerClass } from './commands.ts'
import type { ProposalState } from './state.ts'

const DAY_MS = 24 * 60 * 60_000

/** What statistics need of one proposal. Counts of answer items are of the latest round; days are calendar days. */
export interface Figures {
  status: string
  category: string
  region: string
  unit?: string
  author: string
  filed: boolean
  answered: boolean
  classes: Record<AnswerClass, number>
  /** Class-B promises whose latest look-back has a verdict, and those of them that were kept. */
  lookedBack: number
  kept: number
  /** Evaluations of the latest round, and how many of them are satisfied with the attitude or agree with the result. */
  evaluated: number
  satisfied: number
  agreed: number
  /** From the first acceptance of an assignment to the latest release. */
  handlingDays?: number
}

/** The numbers of statistics that have proposals behind them. */
export const FIGURE_NAMES = [
  'filed',
  'answered',
  'classA',
  'classB',
  'classC',
  'lookedBack',
  'kept',
  'evaluated',
  'satisfied',
  'agreed',
] as const
export type FigureName = (typeof FIGURE_NAMES)[number]

/** Whether a proposal is one of those behind a number: classes, look-backs and evaluations count from one on. */
export function isBehind(figures: Figures, name: FigureName): boolean {
  if (name === 'classA' || name === 'classB' || name === 'classC')
    return figures.classes[name.slice(-1) as AnswerClass] > 0
  return Number(figures[name]) > 0
}

/** Reads the figures of a proposal. */
export function figures(state: ProposalState): Figures {
  const round = state.rounds.at(-1)
  const classes = { A: 0, B: 0, C: 0 }
  for (const item of round?.items ?? []) classes[item.class]++
  const since = round?.releasedAt ?? 0
  const promises = round?.items.filter((item) => item.class === 'B').map(({ suggestion }) => suggestion) ?? []
  const verdicts = promises.flatMap((suggestion) => {
    const latest = state.lookBacks.findLast((look) => look.suggestion === suggestion && look.at >= since)
    return latest ? [latest.verdict] : []
  })
  const said = round?.evaluations ?? []
  const started = state.handlingSince
  return {
    status: state.status,
    category: state.category,
    region: state.region,
    ...(state.assignment ? { unit: state.assignment.lead } : {}),
    author: state.author,
    filed: state.number !== undefined,
    answered: round !== undefined,
    classes,
    lookedBack: verdicts.length,
    kept: verdicts.filter((verdict) => verdict === 'done').length,
    evaluated: said.length,
    satisfied: said.filter(({ attitude }) => attitude === 'satisfied').length,
    agreed: said.filter(({ result }) => result === 'agree').length,
    ...(round && started !== undefined ? { handlingDays: (round.releasedAt - started) / DAY_MS } : {}),
  }
}
