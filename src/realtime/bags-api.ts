import { refuse, refusalSchema, type Reply } from '../../core/wire/refusal.ts'
import type { FileServer } from './attachments-api.ts'
import { unavailable } from './incoming.ts'

/** A whole matter may be large, and a line slow, ms. */
const BAG_MS = 15 * 60_000
const FALLBACK = 'bag.zip'

/** The bag of a matter and the name that the server gives it. Never throws. */
export async function fetchBag(
  { server, token }: FileServer,
  matter: string,
): Promise<Reply<{ bytes: Blob; name: string }>> {
  const signal = AbortSignal.timeout(BAG_MS)
  try {
    const response = await fetch(`${server}/api/matters/${matter}/bag`, {
      headers: { authorization: `Bearer ${token}` },
      credentials: 'omit',
      signal,
    })
    if (response.ok) {
      const bytes = await response.blob()
      return { ok: true, value: { bytes, name: nameIn(response.headers.get('content-disposition') ?? '') } }
    }
    const body: unknown = await response.json().catch(() => undefined)
    const refusal = refusalSchema.safeParse((body as { refusal?: unknown } | undefined)?.refusal)
    return { ok: false, refusal: refusal.success ? refusal.data : refuse('internal', 'protocol', 'not a refusal') }
  } catch {
    return unavailable(signal.aborted ? 'timeout' : 'offline')
  }
}

/** The name of RFC 8187 in a `content-disposition`. */
function nameIn(disposition: string): string {
  const [, quoted] = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition) ?? []
  try {
    return decodeURIComponent(quoted ?? FALLBACK)
  } catch {
    return FALLBACK
  }
}
