/** Gives a turn to one at a time for each key, first come first served. What it answers ends the turn. */
export type TakeTurn = (key: string) => Promise<() => void>

export function createTurns(): TakeTurn {
  const turns = new Map<string, Promise<void>>()

  return async (key) => {
    const before = turns.get(key)
    let end = () => {}
    const mine = new Promise<void>((done) => (end = done))
    turns.set(key, mine)
    await before
    return () => {
      end()
      if (turns.get(key) === mine) turns.delete(key)
    }
  }
}
