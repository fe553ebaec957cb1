import { LIMITS } from '../../../core/wire/limits.ts'
import type { Attachment } from '../../../core/wire/attachments.ts'
import { refuse, type Refusal, type Reply } from '../../../core/wire/refusal.ts'
import { askArrived, putPart, type FileServer } from '../../realtime/attachments-api.ts'
import { backoff } from '../../realtime/backoff.ts'

/** Small enough that the progress moves and a cut costs little, bytes. */
const PART_BYTES = 512 * 1024
/** How often a part is tried again before the person is asked. While there is no connection, nothing is counted. */
const TRIES = 5

export interface TransferParts {
  /** Where to send it; `undefined` when nobody is signed in any more. */
  server: () => FileServer | undefined
  /** Resolves when there is a connection, at once if there is one. Rejects when the signal is given. */
  connected: (signal: AbortSignal) => Promise<void>
  /** How many bytes have arrived, as it changes. */
  progress: (arrived: number) => void
  signal: AbortSignal
}

/** Why a file is not even sent: it is empty or larger than a file may be. */
export function refuseAtOnce(size: number): Refusal | undefined {
  if (size === 0) return refuse('invalid', 'empty-file', 'the file is empty')
  if (size > LIMITS.attachmentBytes)
    return refuse('too-large', 'file', 'the file is too large', { limit: LIMITS.attachmentBytes })
  return undefined
}

/**
 * Sends a file in parts under an upload id. A cut connection is waited for and the upload goes on where it was; what
 * the server refuses ends it. Rejects only when the signal is given.
 */
export async function transfer(
  upload: string,
  name: string,
  file: Blob,
  parts: TransferParts,
): Promise<Reply<Attachment>> {
  const { server, connected, progress, signal } = parts
  let offset = 0
  let failures = 0
  for (;;) {
    await connected(signal)
    const to = server()
    if (!to) return { ok: false, refusal: refuse('unauthenticated', 'session-ended', 'nobody is signed in') }
    if (failures > 0) {
      const asked = await askArrived(to, upload, signal)
      signal.throwIfAborted()
      // The answer to the last part was lost on its way.
      if (asked.ok && asked.value.attachment) return { ok: true, value: asked.value.attachment }
      if (asked.ok) offset = Math.min(asked.value.arrived, file.size)
    }
    progress(offset)
    const bytes = file.slice(offset, offset + PART_BYTES)
    const sent = await putPart(to, upload, { name, offset, total: file.size, bytes, signal })
    signal.throwIfAborted()
    if (sent.ok) {
      failures = 0
      if ('sha256' in sent.value) return { ok: true, value: sent.value }
      offset = sent.value.arrived
      continue
    }
    const wait = pauseAfter(sent.refusal, failures++)
    if (wait === undefined || failures > TRIES) return sent
    await pause(wait, signal)
  }
}

/** How long to wait before trying again, ms; `undefined` when the refusal is final. */
function pauseAfter({ code, details = {} }: Refusal, failures: number): number | undefined {
  switch (code) {
    case 'unavailable':
      return Math.max(Number(details.retryAfterMs ?? 0), backoff(failures, 300))
    case 'rate-limited':
      return Number(details.retryAfterMs ?? 2000)
    case 'stale':
      return 0
    case 'conflict':
      return details.reason === 'upload-busy' ? backoff(failures, 300) : undefined
    default:
      return undefined
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    })
  })
}
