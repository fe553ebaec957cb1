import { STANCES, type Choice, type Choices, type Method } from '../../../core/voting/methods.ts'

/**
 * Counts a second time, written apart from core/voting and in other ways: by asking of every option what every ballot
 * says of it, Schulze by walking all simple paths, Borda by comparing all pairs, tiers by counting who is ahead.
 */
export function countAgain(method: Method, options: number, choices: readonly Choice[]) {
  const all = Array.from({ length: options }, (_, i) => i)
  const sum = (of: (choice: Choice) => number) => choices.map(of).reduce((a, b) => a + b, 0)
  switch (method) {
    case 'single':
      return byCounts(all.map((option) => sum((choice) => Number(choice === option))))
    case 'approval':
      return byCounts(all.map((option) => sum((choice) => Number(new Set(choice as number[]).has(option)))))
    case 'score':
      return byCounts(all.map((option) => sum((choice) => (choice as Choices['score']).at(option) ?? 0)))
    case 'dots':
      return byCounts(all.map((option) => sum((choice) => (choice as number[]).at(option)!)))
    case 'stance':
      return { counts: STANCES.map((stance) => sum((choice) => Number(choice === stance))) }
    case 'ranking':
      return rankAgain(options, choices as number[][][])
  }
}

/** An option's tier is how many different better counts there are. */
function byCounts(counts: number[]) {
  const tierOf = (count: number) => new Set(counts.filter((other) => other > count)).size
  const order: number[][] = []
  counts.forEach((count, option) => (order[tierOf(count)] ??= []).push(option))
  const top = Math.max(...counts)
  const alone = counts.indexOf(top) === counts.lastIndexOf(top) && top > 0
  return { counts, order, ...(alone ? { winner: counts.indexOf(top) } : {}) }
}

/** -1 when a ballot prefers `a`, 1 when it prefers `b`, 0 when it does not tell them apart. */
export function prefers(ballot: readonly (readonly number[])[], a: number, b: number): number {
  for (const tier of ballot) {
    if (tier.includes(a)) return tier.includes(b) ? 0 : -1
    if (tier.includes(b)) return 1
  }
  return 0
}

function rankAgain(options: number, ballots: readonly number[][][]) {
  const all = Array.from({ length: options }, (_, i) => i)
  const votes = (a: number, b: number) => ballots.filter((ballot) => prefers(ballot, a, b) === -1).length
  const link = (a: number, b: number) => (votes(a, b) > votes(b, a) ? votes(a, b) : 0)
  const widest = (from: number, to: number, seen: readonly number[]): number =>
    Math.max(
      link(from, to),
      ...all
        .filter((via) => via !== to && !seen.includes(via) && link(from, via) > 0)
        .map((via) => Math.min(link(from, via), widest(via, to, [...seen, via]))),
    )
  const path = all.map((a) => all.map((b) => (a === b ? 0 : widest(a, b, [a]))))
  const depth = (option: number): number => {
    const ahead = all.filter((other) => path[other]![option]! > path[option]![other]!)
    return ahead.length === 0 ? 0 : 1 + Math.max(...ahead.map(depth))
  }
  const order: number[][] = []
  for (const option of all) (order[depth(option)] ??= []).push(option)
  const counts = all.map((a) =>
    all
      .filter((b) => b !== a)
      .flatMap((b) => ballots.map((ballot) => (1 - prefers(ballot, a, b)) / 2))
      .reduce((x, y) => x + y, 0),
  )
  return { counts, order, ...(order[0]?.length === 1 ? { winner: order[0][0] } : {}) }
}
