import type { Store } from '../store/contract.ts'
import { createTurns } from './turns.ts'

/** A number that is taken until it is given back or kept: `series` such as `proposal:2026`, `text` such as `2026-0007`. */
export interface Taken {
  series: string
  value: number
  text: string
  /** Lets the next one have its turn; called once the commit that uses the number has succeeded or failed. */
  release: () => void
}

/** The year in which committees of this country count, at a time in ms UTC. */
export function yearOf(at: number): string {
  return new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', year: 'numeric' }).format(at)
}

/**
 * Hands out the numbers of a series one after the other. The next is handed out only after the one before was used or
 * given back, so a series has no gaps.
 */
export function createNumbers(store: Store) {
  const takeTurn = createTurns()

  return async function take(kind: string, at: number): Promise<Taken> {
    const year = yearOf(at)
    const series = `${kind}:${year}`
    const release = await takeTurn(series)
    try {
      const value = (await store.lastNumber(series)) + 1
      return { series, value, text: `${year}-${String(value).padStart(4, '0')}`, release }
    } catch (error) {
      release()
      throw error
    }
  }
}
