import { METHODS, STANCES, type Choice, type Method } from '../../../core/voting/methods.ts'

export interface Election {
  method: Method
  options: number
  choices: Choice[]
  points: number
}

/** A random election: 2–6 options, 0–12 ballots (up to 40 of rankings), with ties, blanks and options left out. */
export function randomElection(random: () => number, method?: Method): Election {
  const below = (n: number) => Math.floor(random() * n)
  const chosen = method ?? METHODS[below(METHODS.length)]!
  const options = 2 + below(5)
  const points = 1 + below(10)
  const all = Array.from({ length: options }, (_, i) => i)
  const one = (): Choice => {
    switch (chosen) {
      case 'single':
        return below(options)
      case 'approval':
        return all.filter(() => random() < 0.5)
      case 'stance':
        return STANCES[below(STANCES.length)]!
      case 'score':
        return all.map(() => (random() < 0.15 ? null : below(11)))
      case 'ranking':
        return randomRanking(options, random)
      case 'dots': {
        const given = all.map(() => 0)
        for (let i = below(points + 1); i > 0; i--) given[below(options)]!++
        return given
      }
    }
  }
  const size = below(chosen === 'ranking' ? 41 : 13)
  return { method: chosen, options, points, choices: Array.from({ length: size }, one) }
}

function randomRanking(options: number, random: () => number): number[][] {
  const left = shuffled(
    Array.from({ length: options }, (_, i) => i),
    random,
  ).filter(() => random() < 0.85)
  const tiers: number[][] = []
  for (const option of left) {
    if (tiers.length > 0 && random() < 0.2) tiers.at(-1)!.push(option)
    else tiers.push([option])
  }
  return tiers
}

/** The same things in another order. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const copy = [...items]
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[copy[i], copy[j]] = [copy[j]!, copy[i]!]
  }
  return copy
}

/** A choice with the options renamed: option i becomes `to[i]`. */
export function renamed(method: Method, choice: Choice, to: readonly number[]): Choice {
  switch (method) {
    case 'single':
      return to[choice as number]!
    case 'approval':
      return (choice as number[]).map((option) => to[option]!)
    case 'ranking':
      return (choice as number[][]).map((tier) => tier.map((option) => to[option]!))
    case 'score':
    case 'dots': {
      const moved: (number | null)[] = []
      for (const [option, given] of (choice as (number | null)[]).entries()) moved[to[option]!] = given
      return moved as Choice
    }
    case 'stance':
      return choice
  }
}
