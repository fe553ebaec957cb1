/** Thrown when a job is turned away because too many wait already. */
export class Crowded extends Error {}

/**
 * Lets `atOnce` jobs run and `waiting` more wait in line, first come first served; beyond that it throws `Crowded`.
 */
export function createTurnstile({ atOnce, waiting }: { atOnce: number; waiting: number }) {
  let running = 0
  const line: (() => void)[] = []

  return async function pass<T>(job: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (line.length >= waiting) throw new Crowded('too many are waiting')
      await new Promise<void>((enter) => line.push(enter))
    } else running++
    try {
      return await job()
    } finally {
      const next = line.shift()
      if (next) next()
      else running--
    }
  }
}
