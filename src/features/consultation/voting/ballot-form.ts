import { choiceFault, type ChoiceFault } from '../../../../core/voting/ballot.ts'
import type { Choice, Choices, Method, Stance } from '../../../../core/voting/methods.ts'
import type { PollDefinition } from '../../../../core/voting/poll.ts'

/** A ballot as it is filled in: what nothing was said of yet is `undefined`, `null` or 0, by method. */
export type Filled =
  | { method: 'single'; option: number | undefined }
  | { method: 'approval'; options: number[] }
  | { method: 'stance'; stance: Stance | undefined }
  | { method: 'score'; scores: (number | null)[] }
  | { method: 'ranking'; ranks: (number | null)[] }
  | { method: 'dots'; points: number[] }

type Shape = Pick<PollDefinition, 'method' | 'options'>

/** A ballot with nothing in it, or one that says what an earlier one said. */
export function fill({ method, options }: Shape, earlier?: Choice): Filled {
  const blank = <T>(value: T) => options.map(() => value)
  const said = <M extends Method>() => earlier as Choices[M] | undefined
  switch (method) {
    case 'single':
      return { method, option: said<'single'>() }
    case 'approval':
      return { method, options: [...(said<'approval'>() ?? [])] }
    case 'stance':
      return { method, stance: said<'stance'>() }
    case 'score':
      return { method, scores: [...(said<'score'>() ?? blank(null))] }
    case 'ranking':
      return { method, ranks: ranksOf(said<'ranking'>() ?? [], options.length) }
    case 'dots':
      return { method, points: [...(said<'dots'>() ?? blank(0))] }
    default:
      return method satisfies never
  }
}

/** What the ballot says; `undefined` while nothing can be cast. */
export function choiceOf(filled: Filled): Choice | undefined {
  switch (filled.method) {
    case 'single':
      return filled.option
    case 'approval':
      return filled.options.toSorted((a, b) => a - b)
    case 'stance':
      return filled.stance
    case 'score':
      return filled.scores
    case 'ranking':
      return tiersOf(filled.ranks)
    case 'dots':
      return filled.points
    default:
      return filled satisfies never
  }
}

/** Why the ballot cannot be cast as it stands, by the rule of the server; `undefined` when it can. */
export function faultOf(poll: PollDefinition, filled: Filled): ChoiceFault | undefined {
  const choice = choiceOf(filled)
  return choice === undefined ? 'incomplete' : choiceFault(poll, choice)
}

/** Tiers from ranks (1 best, `null` left out): equal ranks share a tier; numbers that nobody has are passed over. */
export function tiersOf(ranks: readonly (number | null)[]): number[][] {
  const given = [...new Set(ranks.filter((rank) => rank !== null))].sort((a, b) => a - b)
  return given.map((rank) => ranks.flatMap((other, option) => (other === rank ? [option] : [])))
}

/** Ranks from tiers. */
export function ranksOf(tiers: readonly (readonly number[])[], options: number): (number | null)[] {
  return Array.from({ length: options }, (_, option) => {
    const tier = tiers.findIndex((members) => members.includes(option))
    return tier < 0 ? null : tier + 1
  })
}

/** The rank after the last one that was given. */
export const nextRank = (ranks: readonly (number | null)[]): number =>
  Math.max(0, ...ranks.map((rank) => rank ?? 0)) + 1

/** How many points are left to give away; below 0 when there are too many. */
export const pointsLeft = (points: readonly number[], most: number): number =>
  points.reduce((left, given) => left - given, most)
