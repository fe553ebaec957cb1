/**
 * Waits until `check` answers with something true, and answers with it. Looks every few ms; after `withinMs` it throws
 * with what was waited for, and with the last answer.
 */
export async function until<T>(what: string, check: () => T | Promise<T>, withinMs = 60_000): Promise<NonNullable<T>> {
  const end = performance.now() + withinMs
  for (;;) {
    const answer = await check()
    if (answer) return answer
    if (performance.now() > end)
      throw new Error(`waited ${withinMs} ms in vain until ${what}; last: ${JSON.stringify(answer)}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
