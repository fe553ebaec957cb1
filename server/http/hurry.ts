import type { IncomingMessage } from 'node:http'

const BODY_MS = 20_000

/** Cuts the connection when the rest of a body, which nobody waits long for, has not come within 20 s. */
export function hurry(request: IncomingMessage): void {
  if (request.complete) return
  const timer = setTimeout(() => request.destroy(), BODY_MS).unref()
  for (const event of ['end', 'close'] as const) request.once(event, () => clearTimeout(timer))
}
