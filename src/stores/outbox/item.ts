import type { OutboxEntry } from '../../../core/desktop/contract.ts'
import type { Command } from '../../../core/kinds.ts'
import type { Pending } from '../../../core/optimistic.ts'
import { parseCommand } from '../../../core/wire/parse.ts'
import { refusalSchema, type Refusal } from '../../../core/wire/refusal.ts'
import type { Cache } from '../../platform/contract.ts'

/**
 * A command on its way. `waiting`: not sent yet, or to be sent again (from `retryAt`, ms UTC on this machine's clock,
 * if given); `sending`: no answer yet; `refused`: the server said no, `refusal` says why, and the person decides.
 */
export interface OutboxItem extends Pending {
  status: 'waiting' | 'sending' | 'refused'
  retryAt?: number
  refusal?: Refusal
}

/** A kept entry as it was before the program ended. One that no longer has the shape of a command is refused. */
export function restored(entry: OutboxEntry, refusal: Refusal | undefined): OutboxItem {
  const { id, matter, at, type, data } = entry
  const parsed = parseCommand(type, data)
  const command = parsed.ok ? parsed.value : ({ type, data } as Command)
  const why = refusal ?? (parsed.ok ? undefined : parsed.refusal)
  return { id, matter, at, command, ...(why ? { status: 'refused', refusal: why } : { status: 'waiting' }) }
}

const KEY = 'refusals'

/** Remembers across restarts which commands were refused, so that none of them is sent again behind the person's back. */
export function refusalMemory(cache: Cache) {
  const all = (): Record<string, unknown> => ({ ...(cache.load(KEY) as Record<string, unknown> | undefined) })
  return {
    of(id: string): Refusal | undefined {
      const parsed = refusalSchema.safeParse(all()[id])
      return parsed.success ? parsed.data : undefined
    },
    note: (id: string, refusal: Refusal) => cache.save(KEY, { ...all(), [id]: refusal }),
    forget(id: string) {
      const { [id]: _gone, ...rest } = all()
      cache.save(KEY, rest)
    },
  }
}
