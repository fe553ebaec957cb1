import type { Poll } from '../../../../core/consultation/state.ts'
import { TOP_SCORE } from '../../../../core/voting/methods.ts'
import type { Tally } from '../../../../core/voting/tally.ts'
import { t } from '../../../i18n/i18n.ts'
import { namesOf } from './words.ts'

/** A line of a result. `share` 0–1 of the most that could be reached, `rank` from 1, absent where nothing is ranked. */
export interface ResultRow {
  option: number
  name: string
  count: number
  share: number
  rank?: number
  first: boolean
}

/** The lines of a result: in the order of the ballot while it runs, by rank when `ranked`. */
export function rowsOf(poll: Poll, tally: Tally, ranked: boolean): ResultRow[] {
  const most = mostOf(poll, tally.cast)
  const rank = (option: number) => {
    const tier = tally.order?.findIndex((members) => members.includes(option)) ?? -1
    if (tier < 0) return undefined
    return (tally.order ?? []).slice(0, tier).reduce((before, members) => before + members.length, 1)
  }
  const rows = namesOf(poll).map((name, option) => {
    const count = tally.counts[option] ?? 0
    const place = rank(option)
    return {
      option,
      name,
      count,
      share: most > 0 ? count / most : 0,
      ...(place === undefined ? {} : { rank: place }),
      first: tally.winner === option,
    }
  })
  return ranked ? rows.sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.option - b.option) : rows
}

function mostOf({ method, options, points = 0 }: Poll, cast: number): number {
  switch (method) {
    case 'score':
      return cast * TOP_SCORE
    case 'ranking':
      return cast * (options.length - 1)
    case 'dots':
      return cast * points
    default:
      return cast
  }
}

/** What the numbers of a method are called. */
export function measureOf({ method }: Pick<Poll, 'method'>): string {
  if (method === 'ranking') return t('voting.results.borda')
  if (method === 'score') return t('voting.results.points')
  if (method === 'dots') return t('voting.results.dots')
  return t(method === 'approval' ? 'voting.results.approvals' : 'voting.results.votes')
}

/** What came of a poll in one sentence: passed or not, who is first. `undefined` while nothing is said of it. */
export function verdictOf(poll: Poll, tally: Tally): string | undefined {
  if (!tally.quorate) return t('voting.results.notQuorate')
  const passed =
    tally.passed === undefined ? undefined : t(tally.passed ? 'voting.results.passed' : 'voting.results.notPassed')
  return poll.method === 'stance' ? passed : [passed, firstOf(poll, tally)].filter(Boolean).join(t('common.comma'))
}

function firstOf(poll: Poll, tally: Tally): string {
  if (tally.winner !== undefined) return t('voting.results.winner', { option: namesOf(poll)[tally.winner] ?? '' })
  return t(tally.cast === 0 ? 'voting.results.nobody' : 'voting.results.shared')
}
