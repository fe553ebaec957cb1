import { countApproval } from './approval.ts'
import { countDots } from './dots.ts'
import { STANCES, TOP_SCORE, type Choice, type Choices, type Count, type Method } from './methods.ts'
import { countRanking } from './ranking.ts'
import { countScore } from './score.ts'
import { countSingle } from './single.ts'
import { countStance } from './stance.ts'

/** Counts valid choices by a method; `options` is how many there are. */
export function count(method: Method, options: number, choices: readonly Choice[]): Count {
  switch (method) {
    case 'single':
      return countSingle(options, choices as Choices['single'][])
    case 'approval':
      return countApproval(options, choices as Choices['approval'][])
    case 'stance':
      return countStance(choices as Choices['stance'][])
    case 'score':
      return countScore(options, choices as Choices['score'][])
    case 'ranking':
      return countRanking(options, choices as Choices['ranking'][])
    case 'dots':
      return countDots(options, choices as Choices['dots'][])
    default:
      return method satisfies never
  }
}

/**
 * Whether a ballot stands behind an option, for thresholds: it names it, approves of it, gives it more than half of the
 * best score, ranks it first (perhaps among others), or gives it a point. For stances: it agrees.
 */
export function standsBehind(method: Method, choice: Choice, option: number): boolean {
  switch (method) {
    case 'single':
      return choice === option
    case 'approval':
      return (choice as Choices['approval']).includes(option)
    case 'stance':
      return choice === STANCES[0]
    case 'score':
      return 2 * ((choice as Choices['score'])[option] ?? 0) > TOP_SCORE
    case 'ranking':
      return (choice as Choices['ranking'])[0]?.includes(option) ?? false
    case 'dots':
      return ((choice as Choices['dots'])[option] ?? 0) > 0
    default:
      return method satisfies never
  }
}
