/** How long the first append of a flooded matter waits for more, in ms: less than half of what its readers wait. */
const WAIT_MS = 40

/**
 * Lets the appends of a flooded matter wait for each other, so that they share a commit even when each came alone.
 * All that asked meanwhile go together and in the order in which they asked.
 */
export function createCompany(patient: (matter: string) => boolean) {
  const waiting = new Map<string, Promise<void>>()

  return (matter: string): Promise<void> | undefined => {
    const others = waiting.get(matter)
    if (others || !patient(matter)) return others
    const company = new Promise<void>((go) => {
      setTimeout(() => {
        waiting.delete(matter)
        go()
      }, WAIT_MS)
    })
    waiting.set(matter, company)
    return company
  }
}
