import type { IncomingMessage } from 'node:http'

const BODY_MS = 20_000

/** Cuts the connection when the rest of a body, which nobody waits long for, has not come within `patience` ms. */
export function hurry(request: IncomingMessage, patience = BODY_MS): void {
  if (request.complete) return
  // a request without a body is whole only after it was handed on, and tells nobody when nobody reads it
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy()
  }, patience).unref()
  for (const event of ['end', 'close'] as const) request.once(event, () => clearTimeout(timer))
}
