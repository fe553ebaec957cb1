import type { RecordEvent } from '../../../core/record/event.ts'
import { LIMITS } from '../../../core/wire/limits.ts'
import type { Checkpoint } from '../../../core/record/checkpoint.ts'
import type { useLink } from '../link.ts'

/**
 * A kept record laid beside the server's: the first place at which they differ and what the server has there (nothing,
 * when its record ends before), with its signed word on where it stands now. `undefined`: they agree as far as both go.
 */
export interface Difference {
  seq: number
  theirs?: RecordEvent
  checkpoint?: Checkpoint
}

/** Asks the server for the whole record, page by page. Throws when it cannot be asked; it changes nothing on either side. */
export async function compare(
  link: ReturnType<typeof useLink>,
  matter: string,
  kept: readonly RecordEvent[],
): Promise<Difference | undefined> {
  let after = 0
  while (after < kept.length) {
    const reply = await link.request('matter:history', { matter, after, limit: LIMITS.historyPage })
    if (!reply.ok) throw new Error(reply.refusal.code)
    const theirs = reply.value.events as RecordEvent[]
    const from = after
    const at = theirs.findIndex(({ hash }, i) => kept[from + i] !== undefined && kept[from + i]?.hash !== hash)
    if (at >= 0) return withWord({ seq: from + at + 1, ...(theirs[at] ? { theirs: theirs[at] } : {}) })
    if (theirs.length === 0) return withWord({ seq: after + 1 })
    after += theirs.length
  }
  return undefined

  async function withWord(found: Difference): Promise<Difference> {
    const reply = await link.request('matter:checkpoint', { matter })
    return reply.ok ? { ...found, checkpoint: reply.value } : found
  }
}
