/** How long to wait before trying again, in ms: doubling from `first` to `most`, each spread over half to one and a half. */
export function backoff(attempt: number, first = 500, most = 15_000, random: () => number = Math.random): number {
  const step = Math.min(most, first * 2 ** Math.min(attempt, 20))
  return Math.round(step * (0.5 + random()))
}
